import GRDB
import HuddleCore
import HuddleStore

/// Writes a batch of changes and the records that they alter, in the order of the tables' keys.
struct RecordWriter {
    let database: Database
    private let findRecord: RawStatement
    private let findChange: RawStatement
    private let derived: Derived

    init(_ database: Database) throws {
        self.database = database
        findRecord = try RawStatement(database, "SELECT key, first FROM record WHERE id = ?")
        findChange = try RawStatement(database, "SELECT key FROM change WHERE id = ?")
        derived = Derived(database: database)
    }

    /// Where a record stands in its table, and which change reached it first.
    struct Place {
        let key: Int64
        let first: Int64
        let isNew: Bool
    }

    func insert(_ changes: [NewChange], altering records: [Record]) throws {
        var changeKeys: [ChangeID: Int64] = [:]
        var firstOfRecord: [RecordID: Int64] = [:]
        var nextChange = try nextKey(of: "change")
        for new in changes {
            changeKeys[new.stored.id] = nextChange
            if firstOfRecord[new.stored.change.record] == nil { firstOfRecord[new.stored.change.record] = nextChange }
            nextChange += 1
        }
        var nextRecord = try nextKey(of: "record")
        var places: [RecordID: Place] = [:]
        places.reserveCapacity(records.count)
        for record in records {
            if let place = try place(of: record.id) {
                places[record.id] = place
            } else {
                places[record.id] = Place(key: nextRecord, first: firstOfRecord[record.id] ?? 0, isNew: true)
                nextRecord += 1
            }
        }
        try insert(changes, keys: changeKeys, places)
        for record in records {
            guard let place = places[record.id] else { continue }
            try save(record, at: place, changeKeys)
        }
        try finish()
    }

    private func nextKey(of table: String) throws -> Int64 {
        let row = try RawStatement(database, "SELECT max(key) FROM \(table)")
        defer { row.reset() }
        return try row.step() ? row.int64(0) + 1 : 1
    }

    private func place(of id: RecordID) throws -> Place? {
        findRecord.bind(1, id.digest)
        defer { findRecord.reset() }
        guard try findRecord.step() else { return nil }
        return Place(key: findRecord.int64(0), first: findRecord.int64(1), isNew: false)
    }

    private func insert(_ changes: [NewChange], keys: [ChangeID: Int64], _ places: [RecordID: Place]) throws {
        let row = try RawStatement(
            database,
            "INSERT INTO change (key, id, record, later, stamp, replica, seq, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        for new in changes {
            let change = new.stored.change
            guard let key = keys[new.stored.id], let place = places[change.record] else { continue }
            row.bind(1, key)
            row.bind(2, new.stored.id.digest)
            row.bind(3, place.key)
            row.bind(4, place.first == key ? Int64(0) : 1)
            row.bind(5, change.stamp.bits)
            row.bind(6, change.replica.bits)
            if let seq = new.seq { row.bind(7, seq) }
            row.bind(8, new.stored.bytes)
            try row.run()
        }
    }

    func save(_ record: Record, at place: Place, _ changeKeys: [ChangeID: Int64]) throws {
        let projection = Projection(record)
        let columns = RecordColumns(projection)
        if !place.isNew { try forget(place.key) }
        let row = try RawStatement(database, Self.replaceRecord)
        row.bind(1, place.key)
        row.bind(2, record.id.digest)
        row.bind(3, ShortID(record.id).bits)
        row.bind(4, record.origin.type.name)
        row.bind(5, Int64(projection.presence.rawValue))
        row.bind(6, projection.created.milliseconds)
        row.bind(7, record.changed.bits)
        row.bind(8, record.origin.replica.bits)
        row.bind(9, place.first)
        row.bind(10, try key(of: record.origin.id, changeKeys))
        row.bind(11, columns.parent?.digest)
        if !columns.rest.isEmpty {
            row.bind(12, Change.Write.encode(columns.rest.map { Change.Write($0.name, $0.value) }))
        }
        if !projection.conflicts.isEmpty {
            row.bind(13, projection.conflicts.map(\.text).joined(separator: RecordColumns.separator))
        }
        for column in RecordColumns.Column.allCases {
            row.bind(Int32(14 + column.rawValue), columns.texts[column.rawValue])
        }
        try row.run()
        if projection.presence != .deleted {
            try index(columns, key: place.key)
            try derived.add(columns, of: projection.type, key: place.key)
        }
        try saveCells(of: record, at: place, changeKeys)
    }

    /// What is derived of a batch is written when the batch is through.
    func finish() throws { try derived.saveNames() }

    /// Takes a record's old state out: its cells, what it awaits, its links, its names and its words in the search index.
    func forget(_ key: Int64) throws {
        try derived.remove(key)
        for sql in ["DELETE FROM cell WHERE record = ?", "DELETE FROM awaited WHERE record = ?", Self.removeFromSearch]
        {
            let row = try RawStatement(database, sql)
            row.bind(1, key)
            try row.run()
        }
    }

    private func saveCells(of record: Record, at place: Place, _ changeKeys: [ChangeID: Int64]) throws {
        let row = try RawStatement(database, "INSERT INTO cell (record, name, change) VALUES (?, ?, ?)")
        for cell in record.cells {
            let keys = try cell.heads.map { try key(of: $0.id, changeKeys) }
            if keys == [place.first] { continue }
            for key in keys {
                row.bind(1, place.key)
                row.bind(2, cell.name.text)
                row.bind(3, key)
                try row.run()
            }
        }
        let awaited = try RawStatement(database, "INSERT INTO awaited (record, base, name) VALUES (?, ?, ?)")
        for item in record.awaited {
            awaited.bind(1, place.key)
            awaited.bind(2, item.base.digest)
            awaited.bind(3, item.cell.text)
            try awaited.run()
        }
    }

    private func index(_ columns: RecordColumns, key: Int64) throws {
        let words: [RecordColumns.Column] = [.main, .details, .customer, .product, .site, .people, .tags]
        guard words.contains(where: { columns.texts[$0.rawValue] != nil }) else { return }
        let row = try RawStatement(
            database,
            """
            INSERT INTO search (rowid, main, details, customer, product, site, people, tags)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        row.bind(1, key)
        for (position, column) in words.enumerated() { row.bind(Int32(2 + position), columns.texts[column.rawValue]) }
        try row.run()
    }

    private func key(of id: ChangeID, _ keys: [ChangeID: Int64]) throws -> Int64 {
        if let key = keys[id] { return key }
        findChange.bind(1, id.digest)
        defer { findChange.reset() }
        guard try findChange.step() else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a head that is not stored")
        }
        return findChange.int64(0)
    }

    private static let replaceRecord = """
        REPLACE INTO record (key, id, handle, type, presence, created, changed, author, first, origin, parent, rest,
            conflicts, kind, status, main, details, customer, product, site, day, priority, people, tags)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// The index keeps no text of its own: it must be told what to forget, in the words that it was given.
    private static let removeFromSearch = """
        INSERT INTO search (search, rowid, main, details, customer, product, site, people, tags)
        SELECT 'delete', key, main, details, customer, product, site, people, tags FROM searchable WHERE key = ?
        """
}
