import GRDB
import HuddleCore
import HuddleStore

extension RecordWriter {
    /// Takes changes out, and derives the records that they altered anew from what is left.
    func discard(_ ids: [ChangeID]) throws {
        var records = Set<Int64>()
        let find = try RawStatement(database, "SELECT record FROM change WHERE id = ?")
        for id in ids {
            find.bind(1, id.digest)
            if try find.step() { records.insert(find.int64(0)) }
            find.reset()
        }
        let keys = try records.sorted().map { ($0, try changeKeys(of: $0)) }
        for (record, _) in keys { try forget(record) }
        let unquarantine = try RawStatement(
            database, "DELETE FROM quarantine WHERE change = (SELECT key FROM change WHERE id = ?)")
        let delete = try RawStatement(database, "DELETE FROM change WHERE id = ?")
        for id in ids {
            for row in [unquarantine, delete] {
                row.bind(1, id.digest)
                try row.run()
            }
            derived.removeChanges(database.changesCount)
        }
        for (record, keys) in keys { try derive(record, from: keys) }
        try finish()
    }

    /// The changes of a record: the first to arrive, then the others.
    private func changeKeys(of record: Int64) throws -> [Int64] {
        let row = try RawStatement(
            database,
            """
            SELECT first FROM record WHERE key = ?1
            UNION ALL SELECT key FROM change WHERE record = ?1 AND later = 1
            """)
        row.bind(1, record)
        var keys: [Int64] = []
        while try row.step() { keys.append(row.int64(0)) }
        return keys.sorted()
    }

    private func derive(_ record: Int64, from keys: [Int64]) throws {
        let read = try RawStatement(
            database,
            """
            SELECT change.id, bytes, record.id FROM change JOIN record ON record.key = change.record WHERE change.key = ?
            """)
        var set = RecordSet()
        var changeKeys: [ChangeID: Int64] = [:]
        for key in keys {
            read.bind(1, key)
            if try read.step() {
                let id = ChangeID(try read.digest(0))
                let stored = try StoredChange(id: id, kept: read.bytes(1), of: RecordID(try read.digest(2)))
                set.merge(stored.change, id: id)
                changeKeys[id] = key
            }
            read.reset()
        }
        try database.execute(sql: "DELETE FROM record WHERE key = ?", arguments: [record])
        guard let first = changeKeys.values.min(), let merged = set.records.first else { return }
        try database.execute(
            sql: "UPDATE change SET later = 0 WHERE key = ?", arguments: [first])
        try save(merged, at: Place(key: record, first: first, isNew: true), changeKeys)
    }
}
