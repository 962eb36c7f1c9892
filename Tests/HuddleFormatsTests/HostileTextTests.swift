import Foundation
import HuddleCore
import HuddleFormats
import Testing

/// Texts that mean something to a program that opens an export, and random ones of the same signs.
@Suite struct HostileTextTests {
    static let corpus = [
        "", " ", "\n", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{a0}=1", "\u{ff1d}1", "\u{feff}=1",
        "'=1", "''=1",
        "=HYPERLINK(\"http://example.org\")", "a\r\n=1", "\"", "\"\"", "a;b", "a,b", "<script>alert(1)</script>",
        "<!-- x", "<https://example.org>", "[x](javascript:alert(1))", "![x](http://example.org)",
        "[x]: http://example.org",
        "https://example.org www.example.org a@example.org", "javascript:alert(1)", "&lt;b&gt;&#60;", "# x", "## x ##",
        "1. x", "12) x", "- x", "+ x", "> x", "---", "===", "***", "```\nx\n```", "~~~", "    code", "\tcode", "|a|b|",
        "- [ ] x", "[x] y", "line\n- [ ] second", "a\n\n# b", "a  \nb", "a\\", "\\", "*a* _b_ ~~c~~ `d`", "$x$",
        "@ann #4",
        "\u{1b}[31mred", "\0", "\u{7f}", "\u{85}", "\u{2028}x\u{2029}", "\u{202e}abc", "<\u{338}b>", "\n\u{301}x",
        "e\u{301}", "😀",
        "BEGIN:VCALENDAR\r\nX:1", "{{x}}", "%s%n", "</title>", "]]>", "\u{fffd}", "\u{10ffff}",
    ]

    static func texts() -> [String] {
        var random = SeededRandom(state: 2026)
        return corpus + (0..<1500).map { _ in random.text() }
    }

    /// An entry with `text` wherever a text can stand.
    private func entry(_ number: UInt64, _ text: String) -> ListedEntry {
        let fields = [
            "text", "details", "kind", "status", "customer", "product", "site", "priority", "topic", "source", "colour",
        ]
        let meeting = Meeting(
            projection(7, type: .meeting, fields: ["title", "customer", "site"].map { ($0, .text(text)) }))
        return listed(
            number, created: Int64(number), owners: [text, "Ann"], fields.map { ($0, .text(text)) }, askedBy: text,
            meeting: meeting)
    }

    private func export(_ format: ExportFormat, _ text: String, _ number: UInt64 = 1) -> String {
        var export = format.makeExport(
            of: ExportContents(space: text, filter: text, time: at(0), today: CivilDate("2026-11-21")!))
        var result = ""
        export.write([entry(number, text)], grouping: format.grouping) { result += $0 }
        return result
    }

    @Test func markdownKeepsItsShape() {
        for text in Self.texts() {
            let result = export(.markdown, text)
            let lines = result.split(separator: "\n", omittingEmptySubsequences: false)
            let groups = entry(1, text).entry.owners.count
            #expect(lines.count { $0.utf8.starts(with: "- [".utf8) } == groups, "\(text.debugDescription)")
            #expect(lines.count { $0.utf8.starts(with: "## ".utf8) } == groups, "\(text.debugDescription)")
            #expect(lines.count == 7 + 4 * groups, "\(text.debugDescription)")
            #expect(
                !result.unicodeScalars.contains { $0.isObeyedByTerminals && $0 != "\n" }, "\(text.debugDescription)")
            #expect(MarkdownShape.activeSigns(MarkdownText.escape(text)).isEmpty, "\(text.debugDescription)")
        }
    }

    @Test func escapedMarkdownReadsAsTheText() {
        for text in Self.texts() where !text.visible.contains("\\") {
            let words = text.unicodeScalars.split(separator: " ").map(String.init).joined(separator: " ")
            let read = MarkdownShape.unescaped(MarkdownText.escape(text))
            #expect(
                Array(read.utf8) == Array((words.isEmpty ? "(empty)" : MarkdownShape.withoutSpaceAtEnd(words)).utf8))
        }
    }

    @Test func csvReadsBackAndRunsNothing() {
        for text in Self.texts() {
            let rows = CSVReader.rows(export(.csv, text))
            #expect(rows.map(\.count) == [25, 25], "\(text.debugDescription)")
            guard rows.count == 2, rows[1].count == 25 else { continue }
            for column in [1, 2, 3, 7, 9, 13, 14, 16, 17] {
                #expect(Array(CSVReader.original(rows[1][column]).utf8) == Array(text.utf8), "\(text.debugDescription)")
            }
            #expect(
                !rows[1].contains { CSVRow.isFormula($0) && $0.unicodeScalars.first != "'" }, "\(text.debugDescription)"
            )
        }
    }

    @Test func jsonReadsBack() throws {
        for text in Self.texts() {
            let result = export(.json, text)
            #expect(
                !result.unicodeScalars.contains { $0.isObeyedByTerminals && $0 != "\n" })
            let object = try JSONSerialization.jsonObject(with: Data(result.utf8)) as? [String: Any]
            let entries = object?["entries"] as? [[String: Any]]
            #expect(entries?.count == 1)
            for key in ["text", "details", "kind", "status", "customer", "askedBy"] {
                #expect(
                    (entries?[0][key] as? String).map { Array($0.utf8) } == Array(text.utf8), "\(text.debugDescription)"
                )
            }
            let other = entries?[0]["other"] as? [String: Any]
            #expect((other?["colour"] as? String).map { Array($0.utf8) } == Array(text.utf8))
        }
    }
}

/// What a CommonMark parser would make of a piece of one line.
enum MarkdownShape {
    /// Signs that are not escaped and that could start something.
    static func activeSigns(_ text: String) -> [Unicode.Scalar] {
        var active: [Unicode.Scalar] = []
        var bare = String.UnicodeScalarView()
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            if scalar == "\\" {
                guard let next = scalars.popFirst(), next.isASCII, next.properties.generalCategory.isSign else {
                    return [scalar]
                }
            } else if "`*_[]<>&~|#@$^".unicodeScalars.contains(scalar) || scalar == "\n" {
                active.append(scalar)
            }
            bare.append(scalar == "\\" ? " " : scalar)
        }
        let digits = text.unicodeScalars.drop { ("0"..."9").contains($0) }
        if let first = digits.first, "-+=.)".unicodeScalars.contains(first) { active.append(first) }
        let words = String(bare).lowercased()
        if ["://", "www.", "javascript:"].contains(where: { words.contains($0) }) { active.append(":") }
        return active
    }

    static func unescaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            if scalar == "\\", let next = scalars.popFirst() { result.append(next) } else { result.append(scalar) }
        }
        return String(result)
    }

    static func withoutSpaceAtEnd(_ text: String) -> String {
        var scalars = text.unicodeScalars
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isSign: Bool {
        switch self {
        case .otherPunctuation, .openPunctuation, .closePunctuation, .dashPunctuation, .connectorPunctuation,
            .mathSymbol, .modifierSymbol, .currencySymbol:
            true
        default: false
        }
    }
}
