import Foundation
import GRDB
package import HuddleCore
package import HuddleStore

/// Reads what can still be read of a log that SQLite finds damaged.
///
/// It works on a copy and brings nothing up to date. Only the table `change` is walked: all else can be made anew from it.
package final class DamagedSQLiteLog: DamagedLog {
    /// Where nothing says how many changes there are, so many keys are tried beyond the last that could be read.
    private static let keysTried: Int64 = 100_000
    private static let columns = "SELECT key, id, bytes FROM change"

    let database: DatabaseQueue
    let file: DamagedFile

    /// - Parameter scratch: A path where there is no file yet; what is put there is removed with this object.
    package init(at path: String, scratch: String) throws(StoreError) {
        guard SQLiteFile.exists(path) else { throw .missing(path: path) }
        let file = try DamagedFile(copying: path, to: scratch)
        self.file = file
        do throws(StoreError) {
            database = try Self.open(file, path)
        } catch {
            file.remove()
            throw error
        }
    }

    deinit {
        file.remove()
    }

    /// - Throws: `StoreError`, where what a log begins with cannot be made out, even after it was mended.
    private static func open(_ file: DamagedFile, _ path: String) throws(StoreError) -> DatabaseQueue {
        for mending in DamagedFile.Mending.allCases {
            do throws(StoreError) {
                return try connect(file, path)
            } catch {
                try file.mend(mending)
            }
        }
        return try connect(file, path)
    }

    /// - Throws: `StoreError`, also where the tables cannot be found.
    private static func connect(_ file: DamagedFile, _ path: String) throws(StoreError) -> DatabaseQueue {
        try SQLiteFailure.translated(path) {
            let queue = try DatabaseQueue(path: file.path, configuration: SQLiteFile.configuration())
            _ = try queue.unsafeRead { try RawStatement($0, columns, isShared: false) }
            return queue
        }
    }

    package func state() -> SpaceState? {
        try? database.unsafeRead { try SQLiteTransaction($0, path: file.path).state() }
    }

    package func eachPage(
        hash: @escaping Hash128, _ body: ([StoredChange]) throws -> Void
    ) throws -> Salvaged {
        try withoutActuallyEscaping(body) { body in
            // Not in one transaction: its end would fail, once SQLite has met the damage. Nobody else has this copy.
            try database.unsafeRead { database in
                var walk = Walk(database, hash: hash, body)
                try walk.run()
                var salvaged = walk.salvaged
                let missing = Self.missing(database, hash: hash).all.subtracting(salvaged.lost.map(\.key))
                salvaged.lost += missing.sorted().map { ArrivalKey($0) }
                return salvaged
            }
        }
    }
}

extension DamagedSQLiteLog {
    /// From key to key: along the table while that goes, then each key by itself until one can be read again.
    private struct Walk {
        private let database: Database
        private let hash: Hash128
        private let body: ([StoredChange]) throws -> Void
        private var page: [StoredChange] = []
        private var last: Int64 = 0
        private(set) var salvaged = Salvaged()

        init(_ database: Database, hash: @escaping Hash128, _ body: @escaping ([StoredChange]) throws -> Void) {
            self.database = database
            self.hash = hash
            self.body = body
        }

        mutating func run() throws {
            while try !walkTable() {
                guard try tryKeys(upTo: lastKey) else { break }
            }
            if !page.isEmpty { try body(page) }
        }

        /// - Returns: Whether the table's end was reached.
        private mutating func walkTable() throws -> Bool {
            guard let row = try? RawStatement(database, columns + " WHERE key > ? ORDER BY key", isShared: false) else {
                return false
            }
            row.bind(1, last)
            while true {
                do {
                    guard try row.step() else { return true }
                } catch {
                    return false
                }
                // A damaged page may point back: the table is in order, so this is where it ends to make sense.
                guard row.int64(0) > last else { return false }
                try take(row)
            }
        }

        /// - Returns: Whether one was found that can be read.
        private mutating func tryKeys(upTo end: Int64) throws -> Bool {
            guard let row = try? RawStatement(database, columns + " WHERE key = ?", isShared: false) else {
                return false
            }
            while last < end {
                last += 1
                row.reset()
                row.bind(1, last)
                do {
                    guard try row.step() else { continue }
                } catch {
                    salvaged.lost.append(ArrivalKey(last))
                    continue
                }
                try take(row)
                return true
            }
            return false
        }

        private mutating func take(_ row: RawStatement) throws {
            last = max(last, row.int64(0))
            guard let id = try? row.digest(1), let stored = try? StoredChange(bytes: row.bytes(2), hash: hash),
                stored.id == ChangeID(id)
            else {
                salvaged.lost.append(ArrivalKey(row.int64(0)))
                return
            }
            salvaged.read += 1
            page.append(stored)
            guard page.count >= Limits.changesPerPage else { return }
            try body(page)
            page = []
        }

        /// The greatest key that anything in the file speaks of.
        private var lastKey: Int64 {
            let known = [
                "SELECT max(key) FROM change", "SELECT max(key) FROM change WHERE seq IS NULL",
                "SELECT max(origin) FROM record", "SELECT max(change) FROM cell",
                "SELECT key FROM change ORDER BY seq DESC LIMIT 1",
            ].compactMap { try? Int64.fetchOne(database, sql: $0) }.max()
            return known ?? last + keysTried
        }
    }
}
