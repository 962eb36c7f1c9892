import GRDB
package import HuddleCore
package import HuddleStore

/// What records say whose changes are lost.
extension DamagedSQLiteLog {
    package func lastShown(of lost: [ArrivalKey], hash: Hash128) -> [Projection] {
        database.unsafeRead { database in
            let missing = Self.missing(database, hash: hash)
            let settled = Self.settled(of: missing.absent, database)
            let keys = lost.map(\.key).filter { key in
                missing.all.contains(key) ? !settled.contains(key) : !Self.isSettled(key, database)
            }
            return Self.records(of: keys, database).compactMap { id -> Projection? in
                let stored = try? SQLiteTransaction(database, path: file.path).projection(of: id)
                return stored.flatMap { $0.projection.presence.isInSight ? $0.projection : nil }
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

    /// From the index of places in the log: of changes whose rows are gone, those that it speaks of were read back. What no index
    /// speaks of counts as what nobody else has.
    private static func settled(of absent: Set<Int64>, _ database: Database) -> Set<Int64> {
        let sql = "SELECT key FROM change INDEXED BY change_seq WHERE seq IS NOT NULL"
        guard !absent.isEmpty, let row = try? RawStatement(database, sql, isShared: false) else { return [] }
        var settled = Set<Int64>()
        while (try? row.step()) == true {
            if absent.contains(row.int64(0)) { settled.insert(row.int64(0)) }
        }
        return settled
    }

    /// The records that refer to one of these changes, and those that they are filed under, in the order in which they came.
    private static func records(of lost: [Int64], _ database: Database) -> [RecordID] {
        guard !lost.isEmpty else { return [] }
        let keys = Set(lost)
        var records = Set<Int64>()
        eachReference(database) { change, record in
            if keys.contains(change) { records.insert(record) }
        }
        if let filed = try? RawStatement(database, "SELECT record FROM change WHERE key = ?", isShared: false) {
            for key in keys {
                filed.reset()
                filed.bind(1, key)
                if (try? filed.step()) == true { records.insert(filed.int64(0)) }
            }
        }
        return records.sorted().compactMap { id(ofRecord: $0, database) }
    }
}
