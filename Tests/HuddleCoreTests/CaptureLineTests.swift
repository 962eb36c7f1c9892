import HuddleCore
import HuddleTestSupport
import Testing

/// What holds for every line, whatever people type.
@Suite struct CaptureLineTests {
    private let today = CivilDate("2026-11-21") ?? CivilDate(daysSince1970: 0)

    /// Pieces that mean something, or nearly do, put together at random.
    private static let pieces = [
        "!", "*", "^", "+", ">", "=", "?", "-", "[]", "[ ]", "- [ ]", " ", " ", " ", "  ", "\n", "\u{a0}", "@", "#",
        "\"",
        "\\", "\\\\", "@maria", "@jo.weber", "@\"Maria Silva\"", "#quality", "#42", "customer:", "customer:Acme",
        "Customer:\"Acme Steel\"", "to:Bolt", "site:Lyon,", "meeting:fkmd", "p:high", "p:x", "due:fri", "due:\"dec 1\"",
        "due:+3d.", "due:dec", "1", "2027", "(", ")", ",", ";", ".", "'s", "word", "Größe", "\u{301}", "\u{1F9F0}",
        "\u{5E9}", "\u{7}", "jo@example.com", "https://a.b/#c", "10:30", "/list", "*this*",
    ]

    private func line(_ random: inout SeededRandom) -> String {
        (0..<Int.random(in: 0...14, using: &random)).map { _ in random.pick(Self.pieces) }.joined()
    }

    @Test func writingALineDownAndReadingItGivesTheSame() throws {
        var taken = 0
        for seed in Seeds.first(20_000) {
            var random = SeededRandom(seed: seed)
            let typed = line(&random)
            let kinds: [CaptureLine.KindSource] = [
                .mark(otherwise: .note), .mark(otherwise: .note), .said(random.pick(EntryKind.allCases)),
            ]
            guard let read = try? CaptureLine(typed, kind: random.pick(kinds), today: today), !read.text.isEmpty
            else { continue }
            taken += 1
            let again = try CaptureLine(read.written, today: today)
            #expect(again == read, "seed \(seed): \(typed.debugDescription), then \(read.written.debugDescription)")
            #expect(again.written == read.written, "seed \(seed)")
        }
        #expect(taken > 10_000)
    }

    /// Nothing is lost: what does not count is in the text, letter for letter.
    @Test func everyWordIsSaidSomewhere() throws {
        for seed in Seeds.first(5000) {
            var random = SeededRandom(seed: seed)
            let words = (0..<8).map { _ in "w\(random.next() % 1000)" }
            let signs = ["@", "#", "customer:", "site:", "", "", "", "(@", "\"", "\\#"]
            let typed = words.map { random.pick(signs) + $0 }.joined(separator: " ")
            let line = try CaptureLine(typed, today: today)
            let said = [line.text, line.customer ?? "", line.site ?? ""] + line.owners + line.tags
            for word in words {
                #expect(said.contains { $0.contains(word) }, "seed \(seed): \(typed) lost \(word)")
            }
        }
    }

    @Test func plainProseStaysAsItIs() throws {
        for seed in Seeds.first(2000) {
            var random = SeededRandom(seed: seed)
            let words = [
                "the", "door", "line 4", "it's", "10:30", "a/b", "5\"", "C#", "x@y.z", "–", "e.g.", "(see", "this)",
            ]
            let typed = "The " + (0..<6).map { _ in random.pick(words) }.joined(separator: " ")
            let line = try CaptureLine(typed, today: today)
            #expect(line == CaptureLine(kind: .note, text: typed), "seed \(seed)")
            #expect(line.written == typed, "seed \(seed)")
        }
    }

    @Test func arbitraryBytesNeverTrap() {
        for seed in Seeds.first(5000) {
            var random = SeededRandom(seed: seed)
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8.random(in: .min ... .max, using: &random)
            }
            let typed = String(decoding: bytes, as: UTF8.self)
            guard let read = try? CaptureLine(typed, today: today) else { continue }
            #expect((try? CaptureLine(read.written, today: today)) == read, "seed \(seed)")
        }
    }

    /// Reading stays linear: these would take minutes if it were not.
    @Test(arguments: ["@\"", "\\", "(@", "\"@a ", "#a,", "customer:\"", "due:\"", "[", "@a.", "*"])
    func repetitionsAreReadAtOnce(_ piece: String) {
        let typed = "x " + String(repeating: piece, count: 60_000 / piece.utf8.count)
        let duration = ContinuousClock().measure {
            _ = (try? CaptureLine(typed, today: today))?.written
        }
        #expect(duration < .seconds(5), "\(piece)")
    }
}
