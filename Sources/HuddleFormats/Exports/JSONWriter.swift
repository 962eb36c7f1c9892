import HuddleCore

/// Writes JSON piece by piece, in the order in which it is told, on one line.
///
/// Escapes what RFC 8259, section 7, demands, what terminals and scripts obey, and U+FEFF, which some readers drop.
package struct JSONWriter: Sendable {
    package private(set) var text = ""
    /// For each open object and array, whether something stands in it.
    private var open: [Bool] = []
    private var isAfterKey = false

    package init() {}

    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        enclose("{", members, "}")
    }

    package mutating func array(_ elements: (inout JSONWriter) -> Void) {
        enclose("[", elements, "]")
    }

    package mutating func array(_ strings: [String]) {
        array { json in for string in strings { json.value(string) } }
    }

    package mutating func key(_ name: String) {
        separate()
        append(quoted: name)
        text += ":"
        isAfterKey = true
    }

    package mutating func value(_ string: String) {
        separate()
        append(quoted: string)
    }

    package mutating func value(_ number: Int64) {
        separate()
        text += String(number)
    }

    package mutating func value(_ flag: Bool) {
        separate()
        text += flag ? "true" : "false"
    }

    package mutating func null() {
        separate()
        text += "null"
    }

    /// A text, or null.
    package mutating func member(_ name: String, _ string: String?) {
        key(name)
        if let string { value(string) } else { null() }
    }

    package mutating func member(_ name: String, _ flag: Bool) {
        key(name)
        value(flag)
    }

    package mutating func member(_ name: String, _ strings: [String]) {
        key(name)
        array(strings)
    }

    private mutating func enclose(_ start: String, _ contents: (inout JSONWriter) -> Void, _ end: String) {
        separate()
        text += start
        open.append(false)
        contents(&self)
        open.removeLast()
        text += end
    }

    private mutating func separate() {
        if isAfterKey {
            isAfterKey = false
        } else if let last = open.indices.last {
            if open[last] { text += "," }
            open[last] = true
        }
    }

    private mutating func append(quoted string: String) {
        text += "\""
        if string.utf8.contains(where: Self.mayNeedEscape) {
            for scalar in string.unicodeScalars { append(escaping: scalar) }
        } else {
            text += string
        }
        text += "\""
    }

    /// What is escaped, or the first byte of its UTF-8.
    private static func mayNeedEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x1f, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7f, 0xc2, 0xd8, 0xe2, 0xef: true
        default: false
        }
    }

    private mutating func append(escaping scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        default:
            guard scalar.isObeyedByTerminals || scalar == "\u{feff}" else { return text.unicodeScalars.append(scalar) }
            let digits = String(scalar.value, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }
    }
}
