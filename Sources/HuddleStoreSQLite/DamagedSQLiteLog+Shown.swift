import GRDB
package import HuddleCore
package import HuddleStore

/// What records say whose changes are lost.
extension DamagedSQLiteLog {
    package func lastShown(of lost: [ArrivalKey]) -> [Projection] {
        database.unsafeRead { database in
            let keys = lost.map(\.key).filter { !Self.isSettled($0, database) }
            return Self.records(of: keys, database).compactMap { id -> Projection? in
                let stored = try? SQLiteTransaction(database, path: file.path).projection(of: id)
                return stored.flatMap { $0.projection.presence == .deleted ? nil : $0.projection }
            }
        }
    }

    /// From the index of what is unsettled: it says so of changes that stand on a page that is lost, too. Where it is lost
    /// itself, a change counts as one that nobody else has.
    private static func isSettled(_ key: Int64, _ database: Database) -> Bool {
        let isUnsettled = try? Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (SELECT 1 FROM change INDEXED BY change_unsettled WHERE seq IS NULL AND key = ?)
                """, arguments: [key])
        return isUnsettled == false
    }

    /// The records that have one of these changes for their first, and those that their other changes are filed under.
    private static func records(of lost: [Int64], _ database: Database) -> [RecordID] {
        let keys = Set(lost)
        var records: [RecordID] = []
        if !keys.isEmpty, let row = try? RawStatement(database, "SELECT id, first FROM record", isShared: false) {
            while (try? row.step()) == true {
                if keys.contains(row.int64(1)), let id = try? row.digest(0) { records.append(RecordID(id)) }
            }
        }
        let known = Set(records)
        let filed = "SELECT record.id FROM change JOIN record ON record.key = change.record WHERE change.key = ?"
        guard let row = try? RawStatement(database, filed, isShared: false) else { return records }
        var others = Set<RecordID>()
        for key in lost {
            row.reset()
            row.bind(1, key)
            if (try? row.step()) == true, let id = try? row.digest(0) { others.insert(RecordID(id)) }
        }
        return records + others.subtracting(known).sorted()
    }
}
