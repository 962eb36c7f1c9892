import GRDB
import HuddleCore
import HuddleStore

/// Keeps `link`, `name`, `total` and `author` in step with the changes and the records that are in sight.
///
/// Names and totals are counted up over a batch and written once, however many of its entries name the same customer.
final class Derived {
    /// Compared as bytes, as the table does: to Swift, two spellings of one letter are equal.
    private struct Name: Hashable {
        let field: NamedField
        let text: String

        static func == (left: Name, right: Name) -> Bool {
            left.field == right.field && left.text.utf8.count == right.text.utf8.count
                && left.text.utf8.elementsEqual(right.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(field)
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    private struct Count: Hashable {
        var total = 0
        var open = 0
    }

    private let database: Database
    private var names: [Name: Count] = [:]
    private var entries = 0
    private var changes = 0
    private var authors = Set<ReplicaID>()

    init(database: Database) {
        self.database = database
    }

    /// Takes in what a record in sight says.
    func add(_ columns: RecordColumns, of type: RecordType, key: Int64) throws {
        if type == .entry { count(columns, by: 1) }
        guard !columns.rest.isEmpty else { return }
        for link in columns.links {
            let row = try RawStatement(database, "INSERT OR IGNORE INTO link (record, target, verb) VALUES (?, ?, ?)")
            row.bind(1, key)
            row.bind(2, link.target.digest)
            row.bind(3, link.verb.text)
            try row.run()
        }
    }

    /// Takes out what a record says, before its row changes.
    func remove(_ key: Int64) throws {
        let links = try RawStatement(database, "DELETE FROM link WHERE record = ?")
        links.bind(1, key)
        try links.run()
        let row = try RawStatement(database, Self.named + "WHERE key = ? AND type = 'entry' AND presence <> 1")
        row.bind(1, key)
        defer { row.reset() }
        if try row.step() { count(Self.columns(row), by: -1) }
    }

    /// Counts changes that came.
    func add(_ new: [NewChange]) {
        changes += new.count
        for change in new { authors.insert(change.stored.change.replica) }
    }

    /// Counts changes that were discarded.
    func removeChanges(_ count: Int) { changes -= count }

    func save() throws {
        try saveNames()
        try saveTotals()
        try saveAuthors()
    }

    private func saveAuthors() throws {
        defer { authors = [] }
        for author in authors {
            let row = try RawStatement(database, "INSERT OR IGNORE INTO author (replica) VALUES (?)")
            row.bind(1, author.bits)
            try row.run()
        }
    }

    private func saveTotals() throws {
        defer { (entries, changes) = (0, 0) }
        guard entries != 0 || changes != 0 else { return }
        let row = try RawStatement(
            database,
            """
            INSERT INTO total (one, entries, changes) VALUES (1, ?, ?)
            ON CONFLICT DO UPDATE SET entries = entries + excluded.entries, changes = changes + excluded.changes
            """)
        row.bind(1, Int64(entries))
        row.bind(2, Int64(changes))
        try row.run()
    }

    private func saveNames() throws {
        defer { names = [:] }
        for (name, count) in names where count != Count() {
            let row = try RawStatement(
                database,
                """
                INSERT INTO name (field, text, total, open) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET total = total + excluded.total, open = open + excluded.open
                """)
            row.bind(1, Int64(name.field.rawValue))
            row.bind(2, name.text)
            row.bind(3, Int64(count.total))
            row.bind(4, Int64(count.open))
            try row.run()
            guard count.total < 0 else { continue }
            let unused = try RawStatement(database, "DELETE FROM name WHERE field = ? AND text = ? AND total <= 0")
            unused.bind(1, Int64(name.field.rawValue))
            unused.bind(2, name.text)
            try unused.run()
        }
    }

    /// Fills the links and the names from the records.
    func fill() throws {
        try eachInSight { key, type, columns in try add(columns, of: type, key: key) }
        try saveNames()
    }

    /// What of these tables is not what the changes and the records say.
    func faults() throws -> [String] {
        var faults: [String] = []
        var links = 0
        let find = try RawStatement(database, "SELECT 1 FROM link WHERE record = ? AND target = ? AND verb = ?")
        try eachInSight { key, type, columns in
            if type == .entry { count(columns, by: 1) }
            for link in Set(columns.links) {
                find.bind(1, key)
                find.bind(2, link.target.digest)
                find.bind(3, link.verb.text)
                if try find.step() { links += 1 } else { links = .min / 2 }
                find.reset()
            }
        }
        if try links != Int.fetchOne(database, sql: "SELECT count(*) FROM link") {
            faults.append("the table of links differs from the records")
        }
        let counted = names
        defer { (names, entries) = ([:], 0) }
        var kept: [Name: Count] = [:]
        let row = try RawStatement(database, "SELECT field, text, total, open FROM name")
        while try row.step() {
            guard let field = NamedField(rawValue: Int(row.int64(0))), let text = row.text(1) else { continue }
            kept[Name(field: field, text: text)] = Count(total: Int(row.int64(2)), open: Int(row.int64(3)))
        }
        if kept != counted { faults.append("the table of names differs from the records") }
        if try !totalsAre(entries) { faults.append("the totals differ from the records and changes") }
        let missing = "SELECT EXISTS (SELECT 1 FROM change WHERE replica NOT IN (SELECT replica FROM author))"
        if try Bool.fetchOne(database, sql: missing) == true { faults.append("the table of authors lacks some") }
        return faults
    }

    private func totalsAre(_ entries: Int) throws -> Bool {
        let row = try RawStatement(
            database,
            """
            SELECT coalesce(sum(entries), 0), coalesce(sum(changes), 0) = (SELECT count(*) FROM change) FROM total
            """)
        defer { row.reset() }
        return try row.step() && row.int64(0) == entries && row.int64(1) == 1
    }

    private func count(_ columns: RecordColumns, by sign: Int) {
        entries += sign
        let isOpen = columns.text(.status).map { $0 == EntryStatus.open.rawValue } ?? true
        func add(_ field: NamedField, _ text: String) {
            let name = Name(field: field, text: text)
            var count = names[name] ?? Count()
            count.total += sign
            if isOpen { count.open += sign }
            names[name] = count
        }
        for (field, column) in [
            (NamedField.customer, RecordColumns.Column.customer), (.product, .product), (.site, .site),
        ] {
            if let text = columns.text(column) { add(field, text) }
        }
        for (field, column) in [(NamedField.owner, RecordColumns.Column.people), (.tag, .tags)] {
            guard let texts = columns.text(column) else { continue }
            for text in RecordColumns.elements(texts) { add(field, text) }
        }
    }

    private func eachInSight(_ body: (Int64, RecordType, RecordColumns) throws -> Void) throws {
        let row = try RawStatement(database, Self.named + "WHERE presence NOT IN (1, 3)", isShared: false)
        while try row.step() {
            let type = row.text(1).flatMap { RecordType(name: $0) } ?? .entry
            try body(row.int64(0), type, Self.columns(row))
        }
    }

    private static let named = "SELECT key, type, status, customer, product, site, people, tags, rest FROM record "

    private static func columns(_ row: RawStatement) -> RecordColumns {
        var columns = RecordColumns(
            texts: [String?](repeating: nil, count: RecordColumns.Column.allCases.count), parent: nil, rest: [])
        let read: [RecordColumns.Column] = [.status, .customer, .product, .site, .people, .tags]
        for (position, column) in read.enumerated() { columns.texts[column.rawValue] = row.text(Int32(2 + position)) }
        // What cannot be decoded is told by the check of the records themselves.
        let writes = row.isNull(8) ? [] : (try? Change.Write.decode(row.bytes(8))) ?? []
        columns.rest = writes.map { Projection.Field($0.cell, $0.value) }
        return columns
    }
}

extension RecordColumns {
    func text(_ column: Column) -> String? { texts[column.rawValue] }

    var links: [Link] {
        rest.compactMap { field in
            guard field.value == .flag(true), field.name.isElement(of: FieldName.links) else { return nil }
            return field.name.element.flatMap { Link(element: $0) }
        }
    }
}
