import Foundation
import GRDB
import HuddleStore

/// Keeps apart, between processes, those who write to a database and whoever brings its write-ahead log in: writers hold the
/// folder's lock together, and a checkpoint is made only by one who has it alone.
///
/// Before 3.51.3, SQLite may take frames for brought in that were written while a second checkpoint ran: they are lost then.
/// Source: sqlite.org/wal.html, "The WAL-Reset Bug"; flock(2).
final class WriteGate: Sendable {
    /// Of the folder: a lock of the database's own file would end with any other descriptor of it that is closed.
    let descriptor: Int32

    init(of path: String) throws(StoreError) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        descriptor = Foundation.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SQLiteFailure.system(errno, folder) }
    }

    deinit { close(descriptor) }

    /// Runs a writing transaction, behind a checkpoint that another process makes just now. Without a gate there is none to
    /// wait for.
    ///
    /// The lock is taken when it is this thread's turn to write and given back before the next one's: it is one for the
    /// descriptor, however often it is taken, and whoever ends first would end it for all.
    static func write<Result>(
        to database: any DatabaseWriter, _ gate: WriteGate?, _ body: (Database) throws -> Result
    ) throws -> Result {
        guard let descriptor = gate?.descriptor else { return try database.write(body) }
        return try database.writeWithoutTransaction { database in
            while flock(descriptor, LOCK_SH) != 0, errno == EINTR {}
            defer { flock(descriptor, LOCK_UN) }
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
