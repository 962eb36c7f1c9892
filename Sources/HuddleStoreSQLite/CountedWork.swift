import CSQLiteShim
import GRDB

/// Work that can be counted, and so does not depend on what else the machine does.
package struct CountedWork: Hashable, Sendable {
    /// Of SQLite's virtual machine.
    package var steps = 0
    /// Pages that were looked at, in memory or on the disk: what counts rows takes one step, and looks at all of their pages.
    package var pages = 0
}

extension SQLiteSpaceStore {
    /// What `body` makes SQLite do on this log: for tests of how work grows with the log.
    package func work(of body: () throws -> Void) throws -> CountedWork {
        let steps = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        steps.initialize(to: 0)
        defer { steps.deallocate() }
        database.writeWithoutTransaction { database in
            _ = Self.takePages(database)
            sqlite3_progress_handler(
                database.sqliteConnection, 1,
                { context in
                    context?.assumingMemoryBound(to: Int.self).pointee += 1
                    return 0
                }, steps)
        }
        defer {
            database.writeWithoutTransaction { sqlite3_progress_handler($0.sqliteConnection, 0, nil, nil) }
        }
        try body()
        let pages = database.writeWithoutTransaction { Self.takePages($0) }
        return CountedWork(steps: steps.pointee, pages: pages)
    }

    private static func takePages(_ database: Database) -> Int {
        [SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS].reduce(0) { sum, verb in
            var (count, most) = (Int32(0), Int32(0))
            sqlite3_db_status(database.sqliteConnection, verb, &count, &most, 1)
            return sum + Int(count)
        }
    }
}
