import Foundation
import GRDB
package import HuddleStore

/// Whole database files: copied for backups, made to stand alone, written anew, taken away.
package enum SQLiteCopy {
    /// Copies a database as it is at one moment, while others go on writing to it. Nothing is brought up to date, here or there.
    ///
    /// One step takes all pages inside one read transaction, so a busy writer never makes it start over.
    /// Source: sqlite.org/backup.html.
    ///
    /// - Throws: `StoreError.exists`, where there is something at `target`.
    package static func copy(_ path: String, to target: String) throws(StoreError) {
        guard SQLiteFile.exists(path) else { throw .missing(path: path) }
        guard !SQLiteFile.exists(target) else { throw .exists(path: target) }
        try SQLiteFile.requireHeader(path)
        try SQLiteFile.createPrivate(target)
        let source = try SQLiteFailure.translated(path) {
            try DatabaseQueue(path: path, configuration: SQLiteFile.configuration())
        }
        try SQLiteFailure.translated(target) {
            let copy = try DatabaseQueue(path: target, configuration: Configuration())
            try source.backup(to: copy)
            try copy.close()
        }
    }

    /// Which form a database says it has, nil for a file that nothing was written to. Nothing is brought up to date.
    package static func format(of path: String) throws(StoreError) -> Int? {
        guard SQLiteFile.exists(path) else { throw .missing(path: path) }
        return try SQLiteFailure.translated(path) {
            let database = try DatabaseQueue(path: path, configuration: SQLiteFile.configuration())
            return try database.writeWithoutTransaction { database in
                let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
                return isEmpty ? nil : try Int.fetchOne(database, sql: "PRAGMA user_version")
            }
        }
    }

    /// Writes a database that nobody uses anew, without the pages that it does not need, its search index in one piece.
    ///
    /// - Throws: `StoreError.diskFull`, where there is no room for a second one; the first one is as it was then.
    package static func compact(_ path: String) throws(StoreError) {
        guard SQLiteFile.exists(path) else { throw .missing(path: path) }
        try SQLiteFailure.translated(path) {
            let database = try DatabaseQueue(path: path, configuration: SQLiteFile.configuration())
            try database.writeWithoutTransaction { database in
                let isIndexed = try database.tableExists("search")
                // One that stands alone has no log to lock, and needs none.
                let gate = SQLiteFile.exists(WriteGate.log(of: path)) ? try WriteGate(of: path) : nil
                try WriteGate.alone(gate) {
                    if isIndexed {
                        try database.execute(sql: "INSERT INTO search (search) VALUES ('optimize')")
                        try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                    }
                    try database.execute(sql: "VACUUM")
                    try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                }
            }
            try database.close()
        }
    }

    /// Takes a database away, the file first: what may be beside it says nothing without it.
    package static func remove(_ path: String) throws(StoreError) {
        for suffix in ["", "-wal", "-shm", "-journal"] where unlink(path + suffix) != 0 && errno != ENOENT {
            throw SQLiteFailure.system(errno, path + suffix)
        }
    }

    /// Makes a database that nobody uses one file that stands alone, with no write-ahead log beside it.
    package static func seal(_ path: String) throws(StoreError) {
        try SQLiteFailure.translated(path) {
            let database = try DatabaseQueue(path: path, configuration: Configuration())
            try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try database.close()
        }
    }
}
