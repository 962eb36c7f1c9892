import GRDB
import HuddleCore
import HuddleStore

/// Writes a batch of changes and the records that they alter, in the order of the tables' keys.
struct RecordWriter {
    let database: Database
    private let prepared: PreparedOnce<Statement>
    let derived: Derived
    private let searchRows: SearchRows

    init(_ database: Database) throws {
        self.database = database
        prepared = PreparedOnce(database)
        derived = Derived(database: database)
        searchRows = SearchRows(database)
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
        changeKeys.reserveCapacity(changes.count)
        firstOfRecord.reserveCapacity(records.count)
        for new in changes {
            changeKeys[new.stored.id] = nextChange
            let record = new.stored.change.record
            if firstOfRecord[record] == nil { firstOfRecord[record] = nextChange }
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
        derived.add(changes)
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
        let findRecord = try prepared[.findRecord]
        findRecord.bind(1, id.digest)
        defer { findRecord.reset() }
        guard try findRecord.step() else { return nil }
        return Place(key: findRecord.int64(0), first: findRecord.int64(1), isNew: false)
    }

    private func insert(_ changes: [NewChange], keys: [ChangeID: Int64], _ places: [RecordID: Place]) throws {
        let row = try prepared[.insertChange]
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
        if !place.isNew { try forget(place.key) }
        let projection = Projection(record)
        let columns = projection.map { RecordColumns($0) } ?? .empty
        // Replacing costs more than inserting even where there is nothing to replace.
        let row = try prepared[place.isNew ? .insertRecord : .replaceRecord]
        row.bind(1, place.key)
        row.bind(2, record.id.digest)
        row.bind(3, ShortID(record.id).bits)
        row.bind(4, record.type?.name ?? "")
        row.bind(5, Int64(record.presence.rawValue))
        row.bind(6, projection?.created.milliseconds ?? 0)
        row.bind(7, record.changed.bits)
        row.bind(8, record.origin?.replica.bits ?? 0)
        row.bind(9, place.first)
        let origin = try record.origin.map { try key(of: $0.id, changeKeys) } ?? 0
        row.bind(10, origin)
        row.bind(11, columns.parent?.digest)
        if !columns.rest.isEmpty {
            row.bind(12, Change.Write.encode(columns.rest.map { Change.Write($0.name, $0.value) }))
        }
        if let projection, !projection.conflicts.isEmpty {
            row.bind(13, projection.conflicts.map(\.text).joined(separator: RecordColumns.separator))
        }
        if let projection, projection.firstNoted != projection.created {
            row.bind(25, projection.firstNoted.milliseconds)
        }
        if let projection, !projection.notedBy.isEmpty {
            row.bind(26, projection.notedBy.map(\.hex).joined(separator: RecordColumns.separator))
        }
        for column in RecordColumns.Column.allCases {
            row.bind(Int32(14 + column.rawValue), columns.texts[column.rawValue])
        }
        try row.run()
        if let projection, projection.presence.isInSight {
            searchRows.add(columns, key: place.key)
            try derived.add(columns, of: projection.type, key: place.key)
        }
        let first = origin == place.first ? record.origin?.id : nil
        try saveCells(of: record, at: place, first: first, changeKeys)
        for birth in record.births where record.births.count > 1 {
            let row = try prepared[.insertBirth]
            row.bind(1, place.key)
            row.bind(2, try key(of: birth.id, changeKeys))
            try row.run()
        }
    }

    /// What is derived of a batch is written when the batch is through.
    func finish() throws {
        try derived.save()
        try searchRows.save()
    }

    /// Takes a record's old state out: its cells, what it awaits, its links, its names and its words in the search index.
    func forget(_ key: Int64) throws {
        try derived.remove(key)
        try searchRows.remove(key)
        for row in [try prepared[.deleteCells], try prepared[.deleteAwaited], try prepared[.deleteBirths]] {
            row.bind(1, key)
            try row.run()
        }
    }

    /// - Parameter first: The change that arrived first, where it is known without a look-up.
    private func saveCells(
        of record: Record, at place: Place, first: ChangeID?, _ changeKeys: [ChangeID: Int64]
    ) throws {
        for cell in record.cells {
            if cell.heads.count == 1 {
                let head = cell.heads[0].id
                if try head == first || key(of: head, changeKeys) == place.first { continue }
            }
            let row = try prepared[.insertCell]
            for head in cell.heads {
                row.bind(1, place.key)
                row.bind(2, cell.name.text)
                row.bind(3, try key(of: head.id, changeKeys))
                try row.run()
            }
        }
        for item in record.awaited {
            let row = try prepared[.insertAwaited]
            row.bind(1, place.key)
            row.bind(2, item.base.digest)
            row.bind(3, item.cell.text)
            try row.run()
        }
    }

    private func key(of id: ChangeID, _ keys: [ChangeID: Int64]) throws -> Int64 {
        if let key = keys[id] { return key }
        let findChange = try prepared[.findChange]
        findChange.bind(1, id.digest)
        defer { findChange.reset() }
        guard try findChange.step() else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a head that is not stored")
        }
        return findChange.int64(0)
    }
}

extension RecordWriter {
    private enum Statement: Int, CaseIterable, SQLText {
        case findRecord, findChange, insertChange, insertRecord, replaceRecord, insertCell, insertAwaited, deleteCells
        case deleteAwaited, insertBirth, deleteBirths

        var sql: String {
            switch self {
            case .findRecord: "SELECT key, first FROM record WHERE id = ?"
            case .findChange: "SELECT key FROM change WHERE id = ?"
            case .insertChange:
                """
                INSERT INTO change (key, id, record, later, stamp, replica, seq, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
            case .insertRecord: "INSERT" + Self.intoRecord
            case .replaceRecord: "REPLACE" + Self.intoRecord
            case .insertCell: "INSERT INTO cell (record, name, change) VALUES (?, ?, ?)"
            case .insertAwaited: "INSERT INTO awaited (record, base, name) VALUES (?, ?, ?)"
            case .deleteCells: "DELETE FROM cell WHERE record = ?"
            case .deleteAwaited: "DELETE FROM awaited WHERE record = ?"
            case .insertBirth: "INSERT INTO birth (record, change) VALUES (?, ?)"
            case .deleteBirths: "DELETE FROM birth WHERE record = ?"
            }
        }

        private static let intoRecord = """
             INTO record (key, id, handle, type, presence, created, changed, author, first, origin, parent, rest,
                conflicts, kind, status, main, details, customer, product, site, day, priority, people, tags,
                first_noted, noted_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
    }
}
