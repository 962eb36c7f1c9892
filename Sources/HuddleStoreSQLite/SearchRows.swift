import GRDB
import HuddleStore

/// What a batch changes in the search index, written when everything else of it is.
///
/// FTS5 gathers what it is given and writes it out sorted, as one segment. It does so early whenever SQLite sets a savepoint, which
/// it does for most statements that write several rows, and whenever a row comes that stands before the last one. Among the
/// rows of the records, each entry would become a segment of its own, to be merged with the others again and again.
///
/// Source: sqlite.org/src, ext/fts5/fts5_main.c, fts5SavepointMethod; fts5_index.c, sqlite3Fts5IndexBeginWrite.
final class SearchRows {
    private typealias Texts = [String?]

    private struct Row {
        var old: Texts?
        var new: Texts?
    }

    private static let columns: [RecordColumns.Column] = [.main, .details, .customer, .product, .site, .people, .tags]
    /// The columns' names in their order, written out: the runtime finds a case's name by reflection, which a capture would pay.
    private static let names = "main, details, customer, product, site, people, tags"
    private static let marks = columns.map { _ in "?" }.joined(separator: ", ")

    private let database: Database
    private var rows: [Int64: Row] = [:]

    init(_ database: Database) {
        self.database = database
    }

    /// Has a record found by these words.
    func add(_ columns: RecordColumns, key: Int64) {
        let texts = Self.columns.map { columns.text($0) }
        if texts.contains(where: { $0 != nil }) { rows[key, default: Row()].new = texts }
    }

    /// Has a record found no more. The index keeps no text of its own: it must be told what to forget, in the words that it was
    /// given, so this comes before the record's row changes.
    func remove(_ key: Int64) throws {
        let row = try RawStatement(database, "SELECT \(Self.names) FROM searchable WHERE key = ?")
        row.bind(1, key)
        defer { row.reset() }
        if try row.step() { rows[key, default: Row()].old = Self.columns.indices.map { row.text(Int32($0)) } }
    }

    func save() throws {
        defer { rows = [:] }
        let delete = try RawStatement(
            database, "INSERT INTO search (search, rowid, \(Self.names)) VALUES ('delete', ?, \(Self.marks))")
        let insert = try RawStatement(database, "INSERT INTO search (rowid, \(Self.names)) VALUES (?, \(Self.marks))")
        for (key, row) in rows.sorted(by: { $0.key < $1.key }) where row.old != row.new {
            if let old = row.old { try run(delete, key, old) }
            if let new = row.new { try run(insert, key, new) }
        }
    }

    private func run(_ statement: RawStatement, _ key: Int64, _ texts: Texts) throws {
        statement.bind(1, key)
        for (position, text) in texts.enumerated() { statement.bind(Int32(2 + position), text) }
        try statement.run()
    }
}
