import HuddleCore
import HuddleFormats
import Testing

struct ExactTextTests {
    /// By the words of `Protocol/formats.md`, "One line".
    private func definition(_ text: String) -> String {
        let blanks: Set<Unicode.Scalar> = ["\n", "\r", "\t", " "]
        let words = text.unicodeScalars.split { blanks.contains($0) }.map { String($0) }
        let line = words.joined(separator: " ")
        return text.unicodeScalars.first.map(blanks.contains) == true && words.isEmpty ? "" : line.visible
    }

    @Test func anyTextIsOnOneLine() {
        for text in HostileTextTests.texts() + [
            "", " ", "a", " a", "a ", "a b", "a  b", "a\nb", "\u{e9}\u{a0}", "\u{2028}", "é",
        ] {
            #expect(Array(ExactText.oneLine(text).utf8) == Array(definition(text).utf8), "\(text.debugDescription)")
        }
    }

    /// What the bytes of a text are looked through for.
    @Test func everyScalarThatTerminalsObeyIsFoundByItsFirstByte() {
        for value in 0...0x10ffff as ClosedRange<UInt32> {
            guard let scalar = Unicode.Scalar(value), scalar.isObeyedByTerminals else { continue }
            #expect(UTF8.encode(scalar)?.first?.mayBeginWhatTerminalsObey == true, "\(value)")
        }
    }
}
