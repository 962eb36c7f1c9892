import HuddleCore
import HuddleFormats
import Testing

/// What Huddle writes it reads back: random entries with any Unicode, and hostile ones, field by field.
@Suite struct RoundTripTests {
    /// A format that is read back, its reader, and what it has no place for (`Protocol/formats.md`).
    struct Way: Sendable, CustomTestStringConvertible {
        let format: Format
        let reader: Reader
        var hasNoPlaceFor: Set<String> = []
        /// Cells of a table are text: a zero byte is none.
        var holdsZeroBytes = true

        var testDescription: String { format.rawValue }
    }

    static let ways = [
        Way(format: .json, reader: .ndjson), Way(format: .ndjson, reader: .ndjson),
        Way(format: .csv, reader: .csv, holdsZeroBytes: false), Way(format: .tsv, reader: .csv, holdsZeroBytes: false),
        Way(format: .taskwarrior, reader: .taskwarrior, hasNoPlaceFor: ["links", "votes", "colour", "size"]),
        Way(
            format: .todotxt, reader: .todotxt,
            hasNoPlaceFor: ["details", "source", "links", "votes", "colour", "size"]),
        Way(format: .ics, reader: .ics, hasNoPlaceFor: ["colour", "size"]),
    ]

    @Test(arguments: ways) func whatIsWrittenIsReadBackTheSame(_ way: Way) throws {
        var random = SeededRandom(state: 2026)
        let hostile = HostileTextTests.corpus.enumerated().map { way.entry(UInt64($0.offset + 1), $0.element, &random) }
        let entries = hostile.compactMap { $0 } + (0..<400).compactMap { way.entry(10_000 + $0, nil, &random) }
        let facts = ExportFacts(
            space: "Acme", filter: "All", command: nil, time: at(100), today: CivilDate("2026-11-21")!)
        let bytes = Rendered.bytes(way.format, entries, facts)
        let (events, _) = try way.reader.read(bytes)
        #expect(events.compactMap(\.problem).isEmpty, "\(events.compactMap(\.problem).prefix(3))")
        let statements = events.compactMap(\.statement).filter { $0.type == .entry }
        #expect(statements.count == entries.count && entries.count > 400)
        let read = Dictionary(statements.map { ($0.record, $0) }) { first, _ in first }
        for listed in entries {
            let statement = try #require(read[listed.entry.id])
            let (was, now) = (way.fields(of: listed.entry.projection), way.fields(of: statement))
            #expect(now == was, "\(way.format.rawValue), entry \(listed.entry.id.text)")
            if now != was { return }
        }
    }
}

extension RoundTripTests.Way {
    /// An entry with a text of this kind in every field, or random ones; nil where nothing is left of its text.
    fileprivate func entry(_ number: UInt64, _ hostile: String?, _ random: inout SeededRandom) -> ListedEntry? {
        func text() -> String {
            let text = hostile ?? random.text()
            return holdsZeroBytes ? text : String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" }))
        }
        let main = text().trimmed
        guard !main.isEmpty else { return nil }
        var fields: [(String, Value)] = [("text", .text(main))]
        for name in [
            "details", "kind", "status", "customer", "product", "site", "priority", "topic", "source", "colour",
        ] {
            guard hostile != nil || Bool.random(using: &random) else { continue }
            let known = [
                "kind": ["action", "idea"], "status": ["open", "done", "dropped"], "priority": ["high", "low", "H"],
            ]
            let word = hostile == nil && Bool.random(using: &random) ? known[name]?.randomElement(using: &random) : nil
            let value = word ?? text()
            if !value.isEmpty { fields.append((name, .text(value))) }
        }
        if Bool.random(using: &random) {
            fields.append(("due", .text("2026-12-0\(Int.random(in: 1...9, using: &random))")))
        }
        if Bool.random(using: &random) {
            fields.append(("size", .number(Int64.random(in: .min ... .max, using: &random))))
        }
        if Bool.random(using: &random) { fields.append(("links/addresses " + id(number + 1).text, .flag(true))) }
        for field in ["owners", "tags", "votes"] {
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let element = text()
                guard element.utf8.elementsEqual(element.trimmed.utf8), let name = CellName(field + "/" + element),
                    !fields.contains(where: { CellName($0.0) == name })
                else { continue }
                fields.append((name.text, .flag(true)))
            }
        }
        return listed(number, created: Int64(number), fields)
    }

    /// What this format has a place for, as it is meant: an entry is open and a note unless it says otherwise.
    fileprivate func fields(of projection: Projection) -> [CellName: Value] {
        kept(projection.fields.map { ($0.name, $0.value) })
    }

    fileprivate func fields(of statement: FileStatement) -> [CellName: Value] {
        kept(statement.draft.writes.map { ($0.cell, $0.value) })
    }

    private func kept(_ fields: [(CellName, Value)]) -> [CellName: Value] {
        var kept: [CellName: Value] = [FieldName.kind: .text("note"), FieldName.status: .text("open")]
        for (name, value) in fields where value != .none && !hasNoPlaceFor.contains(name.field.text) {
            kept[name] = value
        }
        return kept
    }
}
