import GRDB
import HuddleCore
import HuddleStore

/// Full text search.
extension SQLiteTransaction {
    func found(by query: SearchQuery, matching filter: EntryFilter?, limit: Int) throws(StoreError) -> [FoundRecord] {
        guard !query.terms.isEmpty else { return [] }
        return try translated {
            let conditions = filter.map { EntryQuery(conditionsOf: $0) }
            let row = try RawStatement(
                database,
                """
                \(Self.columns), \(Self.marked) FROM search CROSS JOIN record ON record.key = search.rowid
                WHERE search MATCH ? \(conditions.map { "AND " + $0.sql.dropFirst("WHERE ".count) } ?? "")
                ORDER BY search.rowid DESC LIMIT ?
                """, isShared: false)
            row.bind(1, Self.expression(query))
            var position: Int32 = 2
            for value in conditions?.values ?? [] {
                row.bind(position, value)
                position += 1
            }
            row.bind(position, Int64(limit))
            var found: [FoundRecord] = []
            while try row.step() { found.append(FoundRecord(stored: try stored(row), passages: Self.passages(row))) }
            return found
        }
    }

    /// Each term as a string of FTS5, in which nothing has a meaning but the quotation mark. A term without a letter or digit
    /// is left out by FTS5 itself where no AND stands before it.
    ///
    /// Source: sqlite.org/fts5.html, section 3, "Full-text Query Syntax".
    private static func expression(_ query: SearchQuery) -> String {
        query.terms.map { term in
            var quoted = "\""
            // Scalar by scalar: with an accent behind it, a quotation mark is another character to Swift, and not to FTS5.
            for scalar in term.words.unicodeScalars {
                switch scalar {
                case "\"": quoted += "\"\""
                case "\0": quoted += " "
                default: quoted.unicodeScalars.append(scalar)
                }
            }
            return quoted + (term.isPrefix ? "\"*" : "\"")
        }.joined(separator: " ")
    }

    /// Noncharacters around each hit, U+FDD1 and U+FDD2, which no text should hold (Unicode Standard, section 23.7).
    private static let (opening, closing): (UInt32, UInt32) = (0xfdd1, 0xfdd2)

    private static let marked = SearchedField.allCases
        .map { "highlight(search, \($0.rawValue), char(\(opening)), char(\(closing)))" }.joined(separator: ", ")

    private static func passages(_ row: RawStatement) -> [Passage] {
        SearchedField.allCases.compactMap { field in
            // Cut at the marks themselves: as a character, a mark takes an accent that follows it along.
            guard var text = row.text(Int32(selected + field.rawValue)),
                text.unicodeScalars.contains(where: { $0.value == opening })
            else { return nil }
            if field.isSet { text = text.replacing(RecordColumns.separator, with: ", ") }
            let scalars = text.unicodeScalars
            var pieces: [Passage.Piece] = []
            let parts = scalars.split(omittingEmptySubsequences: false) { $0.value == opening }
            for (position, part) in parts.enumerated() {
                let halves = part.split(maxSplits: 1, omittingEmptySubsequences: false) { $0.value == closing }
                if position > 0, let hit = halves.first { pieces.append(Passage.Piece(String(hit), isHit: true)) }
                if let rest = position > 0 ? halves.dropFirst().first : part, !rest.isEmpty {
                    pieces.append(Passage.Piece(String(rest), isHit: false))
                }
            }
            return Passage(field: field, pieces: pieces)
        }
    }
}
