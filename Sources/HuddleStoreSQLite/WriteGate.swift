import Foundation
import GRDB
import HuddleStore

/// Keeps apart, between processes, those who write to a database and whoever brings its write-ahead log in: writers hold the
/// lock together, and a checkpoint is made only by one who has it alone.
///
/// Before 3.51.3, SQLite may take frames for brought in that were written while a second checkpoint ran: they are lost then.
/// Source: sqlite.org/wal.html, "The WAL-Reset Bug"; flock(2).
final class WriteGate: Sendable {
    /// Of the write-ahead log, which SQLite itself never locks. The locks that it has on the database and on the log's index
    /// would end with any other descriptor of those that is closed.
    let descriptor: Int32

    /// - Parameter path: Of a database that was read or written before: its write-ahead log is there then, and stays.
    init(of path: String) throws(StoreError) {
        let log = Self.log(of: path)
        descriptor = Foundation.open(log, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SQLiteFailure.system(errno, log) }
    }

    /// Source: sqlite.org/wal.html, "The WAL File".
    static func log(of path: String) -> String { path + "-wal" }

    deinit { close(descriptor) }

    /// Runs a writing transaction, behind a checkpoint that another process makes just now. Without a gate there is none to
    /// wait for.
    ///
    /// The lock is taken when it is this thread's turn to write and given back before the next one's: it is one for the
    /// descriptor, however often it is taken, and whoever ends first would end it for all.
    static func write<Result>(
        to database: any DatabaseWriter, _ gate: WriteGate?, _ body: (Database) throws -> Result
    ) throws -> Result {
        guard let gate else { return try database.write(body) }
        return try database.writeWithoutTransaction { database in
            try gate.withWriters {
                var result: Result?
                try database.inTransaction {
                    result = try body(database)
                    return .commit
                }
                guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
                return result
            }
        }
    }

    /// Runs `body` as the only one, once nobody writes any more. Without a gate there is nobody else.
    static func alone<Result>(_ gate: WriteGate?, _ body: () throws -> Result) rethrows -> Result {
        guard let gate else { return try body() }
        return try gate.holding(LOCK_EX, body)
    }

    /// Runs `body` as one of those who write.
    func withWriters<Result>(_ body: () throws -> Result) rethrows -> Result { try holding(LOCK_SH, body) }

    private func holding<Result>(_ lock: Int32, _ body: () throws -> Result) rethrows -> Result {
        while flock(descriptor, lock) != 0, errno == EINTR {}
        defer { flock(descriptor, LOCK_UN) }
        return try body()
    }
}
