import Foundation
import HuddleCore
import HuddleFormats
import HuddleTestSupport
import Testing

/// Texts that mean something to a program that opens an export (`Tests/Formats/hostile.json`), and random ones of the same
/// signs.
@Suite struct HostileTextTests {
    static let corpus = HostileCorpus.texts

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

    private func export(_ format: Format, _ text: String, _ number: UInt64 = 1) -> String {
        let facts = ExportFacts(
            space: text, filter: text, command: text, time: at(0), today: CivilDate("2026-11-21")!)
        return String(decoding: Rendered.bytes(format, [entry(number, text)], facts), as: UTF8.self)
    }

    @Test func markdownKeepsItsShape() {
        for text in Self.texts() {
            let result = export(.markdown, text)
            let lines = result.split(separator: "\n", omittingEmptySubsequences: false)
            let groups = entry(1, text).entry.owners.count
            #expect(lines.count { $0.utf8.starts(with: "- [".utf8) } == groups, "\(text.debugDescription)")
            #expect(lines.count { $0.utf8.starts(with: "## ".utf8) } == groups, "\(text.debugDescription)")
            #expect(lines.count == 9 + 4 * groups, "\(text.debugDescription)")
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
            #expect(rows.map(\.count) == [27, 27], "\(text.debugDescription)")
            guard rows.count == 2, rows[1].count == 27 else { continue }
            for column in [1, 2, 3, 7, 9, 13, 14, 16, 17] {
                #expect(Array(CSVReader.original(rows[1][column]).utf8) == Array(text.utf8), "\(text.debugDescription)")
            }
            #expect(
                !rows[1].contains { DelimitedRow.isFormula($0) && $0.unicodeScalars.first != "'" },
                "\(text.debugDescription)"
            )
        }
    }

    /// What a page is made of, with the texts left out.
    @Test func aPageHasNoOtherTagsThanItsOwn() {
        func tags(_ text: String) -> [String] {
            // By bytes, as browsers do: an accent does not hide a sign.
            Array(export(.html, text).utf8).split(separator: UInt8(ascii: "<")).dropFirst().map { piece in
                String(decoding: piece.prefix { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "\"") }, as: UTF8.self)
            }
        }
        let plain = tags("plain").filter { !$0.hasPrefix("div") }
        for text in Self.texts() {
            // Two owners of one name are one; a text alone decides whether there are details.
            let groups = entry(1, text).entry.owners.count
            let found = tags(text).filter { !$0.hasPrefix("div") && !$0.hasPrefix("/div") }
            #expect(
                found.count { $0 == "section" } == groups && Set(found).isSubset(of: Set(plain)),
                "\(text.debugDescription)")
        }
    }

    @Test func aCalendarHasNoOtherLinesThanItsOwn() {
        let names = [
            "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE",
            "SUMMARY", "DESCRIPTION", "STATUS", "LOCATION", "X-WR-CALNAME", "X-WR-CALDESC",
        ]
        for text in Self.texts() {
            let result = Array(export(.ics, text).utf8)
            #expect(!result.contains { $0 < 0x20 && $0 != 0x0d && $0 != 0x0a && $0 != 0x09 || $0 == 0x7f })
            let lines = Self.lines(result)
            #expect(lines.allSatisfy { $0.count <= 75 && String(validating: $0, as: UTF8.self) != nil })
            let unfolded = lines.reduce(into: [[UInt8]]()) { unfolded, line in
                if line.first == UInt8(ascii: " ") {
                    unfolded[unfolded.count - 1] += line.dropFirst()
                } else {
                    unfolded.append(line)
                }
            }
            let found = unfolded.map {
                String(decoding: $0.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";") }, as: UTF8.self)
            }
            #expect(found.count { $0 == "BEGIN" } == 2 && found.count { $0 == "END" } == 2, "\(text.debugDescription)")
            #expect(
                found.dropLast().allSatisfy { names.contains($0) || $0.hasPrefix("X-HUDDLE-") },
                "\(text.debugDescription)")
        }
    }

    /// The lines of a file with CRLF, by bytes: a letter of its own may follow an LF to Swift.
    private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        for byte in bytes {
            if byte == 0x0a { lines.append([]) } else if byte != 0x0d { lines[lines.count - 1].append(byte) }
        }
        return lines.dropLast()
    }

    @Test func aTaskIsOneLineThatEndsInItsID() {
        for text in Self.texts() {
            let result = Array(export(.todotxt, text).utf8)
            #expect(result.count { $0 == 0x0a } == 1 && !result.contains(0x0d), "\(text.debugDescription)")
            #expect(String(decoding: result, as: UTF8.self).hasSuffix(" huddle:" + id(1).text + "\n"))
        }
    }

    @Test(arguments: [Format.taskwarrior, .github])
    func aListForOtherProgramsIsJSONWithOneElement(format: Format) throws {
        for text in Self.texts() {
            let result = export(format, text)
            let list = try JSONSerialization.jsonObject(with: Data(result.utf8)) as? [[String: Any]]
            #expect(list?.count == 1, "\(text.debugDescription)")
            #expect(!result.unicodeScalars.contains { $0.isObeyedByTerminals && $0 != "\n" })
        }
    }

    @Test(arguments: [Format.jira, .githubCSV])
    func aTableForOtherProgramsRunsNothing(format: Format) {
        for text in Self.texts() {
            let rows = CSVReader.rows(export(format, text))
            #expect(rows.count == 2 && rows[0].count == rows[1].count, "\(text.debugDescription)")
            #expect(!rows[1].contains { DelimitedRow.isFormula($0) && $0.unicodeScalars.first != "'" })
        }
    }

    @Test(arguments: Format.allCases)
    func aLineOfTenMegabytesGoesThrough(format: Format) throws {
        for text in HostileCorpus.long {
            let long = listed(1, owners: ["Ann"], action(text))
            let bytes = Rendered.bytes(format, [long], ExportTests.facts)
            let isCut = format == .xlsx || format == .github || format == .githubCSV || format == .jira
            #expect(bytes.count > (isCut ? 300 : 8_000_000))
            #expect(try ExportedFile(bytes, limit: 1 << 28).ids == (format == .markdown ? [] : [id(1)]))
        }
    }

    @Test func anEntryIsOneLineOfNDJSON() {
        for text in Self.texts() {
            let lines = Array(export(.ndjson, text).utf8).split(separator: 0x0a, omittingEmptySubsequences: false)
            #expect(lines.count == 4 && lines[3].isEmpty, "\(text.debugDescription)")
        }
    }

    @Test func aTableWithTabsRunsNothing() {
        for text in Self.texts() {
            let rows = CSVReader.rows(export(.tsv, text), separator: "\t")
            #expect(rows.map(\.count) == [27, 27], "\(text.debugDescription)")
            #expect(!rows.joined().contains { DelimitedRow.isFormula($0) && $0.unicodeScalars.first != "'" })
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
