import GRDB
import HuddleCore
import HuddleStore

/// What doctors ask for.
extension SQLiteTransaction {
    func discard(_ ids: [ChangeID]) throws(StoreError) {
        try translated { try RecordWriter(database).discard(ids) }
    }

    /// Changes keep their order of arrival and their places in the log; everything else is made anew, by the code that
    /// made it when they arrived.
    func rebuild(hash: Hash128) throws(StoreError) {
        try translated {
            try database.execute(
                sql: """
                    CREATE TEMP TABLE kept AS SELECT key, id, seq, bytes FROM change ORDER BY key;
                    CREATE TEMP TABLE held_back AS
                        SELECT change.id, code, detail, at FROM quarantine JOIN change ON change.key = quarantine.change;
                    DELETE FROM quarantine;
                    DELETE FROM change;
                    DELETE FROM cell;
                    DELETE FROM birth;
                    DELETE FROM awaited;
                    DELETE FROM link;
                    DELETE FROM name;
                    DELETE FROM total;
                    DELETE FROM author;
                    INSERT INTO search (search) VALUES ('delete-all');
                    DELETE FROM record;
                    """)
            try mergeKept(hash)
            try database.execute(
                sql: """
                    INSERT INTO quarantine (change, code, detail, at)
                        SELECT key, code, detail, at FROM held_back JOIN change USING (id);
                    DROP TABLE kept;
                    DROP TABLE held_back;
                    """)
        }
    }

    private func mergeKept(_ hash: Hash128) throws {
        var last: Int64 = 0
        while true {
            let row = try RawStatement(
                database, "SELECT key, id, seq, bytes FROM kept WHERE key > ? ORDER BY key LIMIT ?", isShared: false)
            row.bind(1, last)
            row.bind(2, Int64(Limits.changesPerPage))
            var page: [NewChange] = []
            while try row.step() {
                last = row.int64(0)
                let arrived = ArrivedChange(
                    key: ArrivalKey(last), id: ChangeID(try row.digest(1)), replica: ReplicaID(bits: 0),
                    bytes: row.bytes(3))
                let stored = try arrived.decoded(hash: hash)
                page.append(NewChange(stored, seq: row.isNull(2) ? nil : row.bits(2)))
            }
            if page.isEmpty { return }
            _ = try merge(page)
        }
    }

    func recordIDs(after id: RecordID?, limit: Int) throws(StoreError) -> [RecordID] {
        try translated {
            let row = try statement("SELECT id FROM record WHERE id > ? ORDER BY id LIMIT ?")
            row.bind(1, id?.digest.bytes ?? [])
            row.bind(2, Int64(limit))
            var ids: [RecordID] = []
            while try row.step() { ids.append(RecordID(try row.digest(0))) }
            return ids
        }
    }

    func filedChanges(after key: ArrivalKey?, page: PageLimit) throws(StoreError) -> [FiledChange] {
        try self.page(
            """
            SELECT change.key, change.bytes, change.id, record.id, change.stamp, change.replica,
                record.first = change.key, change.later
            FROM change LEFT JOIN record ON record.key = change.record
            WHERE change.key > ? ORDER BY change.key LIMIT ?
            """, after: key?.key ?? .min, page
        ) { row, bytes in
            FiledChange(
                key: ArrivalKey(row.int64(0)), id: ChangeID(try row.digest(2)),
                record: row.isNull(3) ? nil : RecordID(try row.digest(3)), stamp: Stamp(bits: row.bits(4)),
                replica: ReplicaID(bits: row.bits(5)), isFirst: row.int64(6) == 1, isLater: row.int64(7) == 1,
                bytes: bytes)
        }
    }

    func lacksChanges(_ record: RecordID, hash: Hash128) throws(StoreError) -> Bool {
        try translated {
            let row = try statement(
                """
                SELECT change.key IS NULL, change.record = referring.key, change.bytes FROM (
                    SELECT key, first AS referred FROM record WHERE id = ?1
                    UNION ALL SELECT key, origin FROM record WHERE id = ?1 AND origin <> first AND origin <> 0
                    UNION ALL SELECT record.key, birth.change
                        FROM record CROSS JOIN birth ON birth.record = record.key WHERE record.id = ?1
                    UNION ALL SELECT record.key, cell.change
                        FROM record CROSS JOIN cell ON cell.record = record.key WHERE record.id = ?1
                ) AS referring LEFT JOIN change ON change.key = referring.referred
                """)
            defer { row.reset() }
            row.bind(1, record.digest)
            while try row.step() {
                if row.int64(0) == 1 { return true }
                if row.int64(1) == 1 { continue }
                if let change = try? Change(decoding: row.bytes(2), hash: hash), change.record != record { return true }
            }
            return false
        }
    }

    func integrityFaults() throws(StoreError) -> [String] {
        try translated {
            var faults = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            faults += try Derived(database: database).faults()
            do {
                try database.execute(sql: "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
                return faults
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
                return faults + ["the search index differs from the records"]
            }
        }
    }
}
