import HuddleFormats
import Testing

@Suite struct JSONWriterTests {
    @Test func writesInTheOrderItIsTold() {
        var json = JSONWriter()
        json.object { json in
            json.member("b", "x")
            json.key("a")
            json.array { json in
                json.value(1)
                json.value(true)
                json.null()
                json.object { _ in }
                json.array([])
            }
            json.member("c", nil as String?)
        }
        #expect(json.text == #"{"b":"x","a":[1,true,null,{},[]],"c":null}"#)
    }

    @Test func escapesWhatMustNotStandInAString() {
        var json = JSONWriter()
        json.value("\u{0}\u{1f}\"\\/\n\r\t\u{7f}\u{2028}\u{2029}\u{85}\u{61c}\u{202e}\u{feff}\u{e9}\u{1f600}")
        #expect(
            json.text
                == "\"\\u0000\\u001f\\\"\\\\/\\n\\r\\t\\u007f\\u2028\\u2029\\u0085\\u061c\\u202e\\ufeff\u{e9}\u{1f600}\""
        )
    }
}
