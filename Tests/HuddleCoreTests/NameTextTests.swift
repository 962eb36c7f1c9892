import HuddleCore
import HuddleTestSupport
import Testing

/// The quick ways of folding and trimming say what the slow ones say.
@Suite struct NameTextTests {
    private static let pieces = [
        "A", "z", "Maria", " ", "  ", "\t", "\n", "\r\n", "\u{b}", "\u{1f}", "\u{85}", "\u{a0}", "é", "e\u{301}", "İ",
        "ß",
        "\u{200d}", "-", "\u{0}", "\u{7f}", "\u{301}",
    ]

    private func texts() -> [String] {
        var random = SeededRandom(seed: 11)
        return (0..<5000).map { _ in
            (0..<Int.random(in: 0...6, using: &random)).map { _ in
                Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
            }.joined()
        }
    }

    @Test func foldedNamesHaveSmallLettersAndSingleSpaces() {
        for text in texts() {
            let slow = text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
            #expect(Array(Names.folded(text).utf8) == Array(slow.utf8), "\(text.debugDescription)")
        }
    }

    @Test func trimmedTextsHaveNoWhiteSpaceAtTheirEnds() {
        for text in texts() {
            let slow = String(
                text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
            #expect(Array(text.trimmed.utf8) == Array(slow.utf8), "\(text.debugDescription)")
        }
    }
}
