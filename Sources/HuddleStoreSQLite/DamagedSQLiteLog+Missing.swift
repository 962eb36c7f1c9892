import GRDB
import HuddleCore

/// Changes whose rows are gone though nothing says so: a page may be sound and older than what refers to it, as a write that
/// never reached the disk leaves it.
extension DamagedSQLiteLog {
    struct Missing {
        /// Nothing stands there.
        var absent = Set<Int64>()
        /// A change of another record stands there: it came after the row was lost, and took the next key that was free.
        var taken = Set<Int64>()

        var all: Set<Int64> { absent.union(taken) }
    }

    /// What records refer to and is not there. What cannot be read is there.
    static func missing(_ database: Database, hash: Hash128) -> Missing {
        var missing = Missing()
        let sql = "SELECT record, bytes FROM change WHERE key = ?"
        guard let row = try? RawStatement(database, sql, isShared: false) else { return missing }
        eachReference(database) { change, record in
            row.reset()
            row.bind(1, change)
            guard let isThere = try? row.step() else { return }
            guard isThere else {
                missing.absent.insert(change)
                return
            }
            guard row.int64(0) != record, let found = try? Change(decoding: row.bytes(1), hash: hash) else { return }
            if let id = id(ofRecord: record, database), found.record != id { missing.taken.insert(change) }
        }
        return missing
    }

    /// Hands over the key of each change that a record's row or cells refer to, and the record's key, as far as they can be read.
    static func eachReference(_ database: Database, _ body: (_ change: Int64, _ record: Int64) -> Void) {
        for sql in [
            "SELECT first, key FROM record", "SELECT origin, key FROM record WHERE origin <> first AND origin <> 0",
            "SELECT change, record FROM cell", "SELECT change, record FROM birth",
        ] {
            guard let row = try? RawStatement(database, sql, isShared: false) else { continue }
            while (try? row.step()) == true { body(row.int64(0), row.int64(1)) }
        }
    }

    static func id(ofRecord key: Int64, _ database: Database) -> RecordID? {
        guard let row = try? RawStatement(database, "SELECT id FROM record WHERE key = ?", isShared: false) else {
            return nil
        }
        row.bind(1, key)
        guard (try? row.step()) == true, let digest = try? row.digest(0) else { return nil }
        return RecordID(digest)
    }
}
