import CSQLiteShim
import Foundation
import GRDB
import HuddleStore

/// How this module opens its files, logs and directories alike.
enum SQLiteFile {
    /// An open file, and what whoever writes to it waits at.
    struct Connected {
        let database: any DatabaseWriter
        let gate: WriteGate
    }

    /// What a file says of itself in its header.
    struct Format {
        let applicationID: Int32
        let version: Int
    }

    /// How long a writer waits for another process's transaction.
    private static let busyTimeoutSeconds = 30.0

    /// Pages that the write-ahead log of a command may grow to: every command reads all of it when it opens the file.
    private static let walPages: Int32 = 1000

    /// What a server's write-ahead log is cut to once it was long and is empty again.
    private static let walBytesKept = 8 << 20

    /// Spares each of SQLite's allocations a lock and a sum that nobody reads. Once a process, before the first connection.
    private static let isUncounted = huddle_sqlite_count_no_memory() == SQLITE_OK

    /// How much of a log a command may keep in memory while it works. Ids come in no order: merging many touches all of their
    /// indexes with every page, and what does not fit is written out and read again.
    private static let cacheKibibytes = 32 * 1024

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// SQLite takes a shorter file for a new one, and throws the write-ahead log beside it away.
    /// Source: sqlite.org/fileformat2.html, "The Database Header".
    private static let headerBytes = 100

    /// - Throws: `StoreError.damaged` where the file is shorter than any database.
    static func requireHeader(_ path: String) throws(StoreError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw SQLiteFailure.system(errno, path) }
        guard status.st_size >= headerBytes else {
            throw .damaged(path: path, detail: "only \(status.st_size) bytes of it are left")
        }
    }

    /// Makes sure that there is a file, which only its owner may read.
    static func createPrivate(_ path: String) throws(StoreError) {
        let descriptor = Foundation.open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SQLiteFailure.system(errno, path) }
        close(descriptor)
    }

    static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeoutSeconds)
        configuration.foreignKeysEnabled = false
        _ = isUncounted
        configuration.prepareDatabase { database in
            huddle_sqlite_no_checkpoint_on_close(database.sqliteConnection)
            huddle_sqlite_persist_wal(database.sqliteConnection)
            // SQLite's own checkpoint asks nobody who writes.
            sqlite3_wal_autocheckpoint(database.sqliteConnection, 0)
            database.add(function: SQLiteFunctions.folded)
            database.add(function: SQLiteFunctions.listed)
            database.add(function: SQLiteFunctions.named)
        }
        return configuration
    }

    /// - Parameter migrator: Made where the file is not of this version: a capture would notice.
    static func connect(
        _ path: String, _ readers: SQLiteSpaceStore.Readers, _ migrator: () -> DatabaseMigrator, _ format: Format
    ) throws(StoreError) -> Connected {
        try SQLiteFailure.translated(path) {
            do {
                return try connect(path, readers, configuration(), migrator, format)
            } catch let error as DatabaseError where indexFailures.contains(error.extendedResultCode) {
                guard readers == .shared else { throw error }
                // A disk without room for the index beside the log. With one in memory there is reading at least.
                var alone = configuration()
                alone.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
                return try connect(path, readers, alone, migrator, format)
            }
        }
    }

    /// What SQLite answers where it cannot make or lengthen the write-ahead log's index.
    private static let indexFailures: [ResultCode] = [
        .SQLITE_IOERR_SHMOPEN, .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMMAP,
    ]

    private static func connect(
        _ path: String, _ readers: SQLiteSpaceStore.Readers, _ configuration: Configuration,
        _ migrator: () -> DatabaseMigrator, _ format: Format
    ) throws -> Connected {
        var configuration = configuration
        let database: any DatabaseWriter
        switch readers {
        case .shared:
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -\(cacheKibibytes)") }
            database = try DatabaseQueue(path: path, configuration: configuration)
        case .pool(let count):
            configuration.maximumReaderCount = count
            // Beside an empty log GRDB makes a table and drops it, before there is a gate to wait at.
            database = try DatabasePool(path: path, configuration: configuration)
        }
        let isUpToDate = try isUpToDate(database, path, format)
        // None beside a new file, and beside one that was made to stand alone.
        if !isUpToDate || !exists(WriteGate.log(of: path)) { try beginLog(database) }
        let gate = try WriteGate(of: path)
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        // Before any commit may make a checkpoint: that one would let go of the lock.
        if !isUpToDate { try gate.withWriters { try migrator().migrate(database) } }
        try database.writeWithoutTransaction { database in
            let (connection, gate) = (database.sqliteConnection, gate.descriptor)
            switch readers {
            case .shared:
                huddle_sqlite_empty_wal_from(connection, gate, walPages, Int32(busyTimeoutSeconds * 1000))
            case .pool:
                huddle_sqlite_checkpoint_sparingly(connection, gate)
                try database.execute(sql: "PRAGMA journal_size_limit = \(walBytesKept)")
            }
        }
        return Connected(database: database, gate: gate)
    }

    private static func beginLog(_ database: any DatabaseWriter) throws {
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            // SQLite makes the file when it reads.
            try database.execute(sql: "SELECT 1 FROM sqlite_schema")
        }
    }

    /// Runs `body` on one state of a file that others may write to meanwhile.
    ///
    /// With one connection for all, GRDB's own `read` sets `query_only` and takes it back, after each of which SQLite
    /// prepares every statement anew. What `body` gets to see of the connection must not let it write.
    static func read<Result>(
        _ database: any DatabaseWriter, isInMemory: Bool, _ body: (Database) throws -> Result
    ) throws -> Result {
        guard let queue = database as? DatabaseQueue else { return try database.read(body) }
        return try queue.inDatabase { database in
            // In memory nobody else writes: no transaction is needed to see one state.
            if isInMemory { return try body(database) }
            try database.beginTransaction(.deferred)
            // There is nothing to keep: ending is all that a commit would do.
            defer { try? database.rollback() }
            return try body(database)
        }
    }

    /// - Returns: Whether the file is of this version.
    /// - Throws: `StoreError.notADatabase`, `.newerVersion`.
    private static func isUpToDate(_ database: any DatabaseWriter, _ path: String, _ format: Format) throws -> Bool {
        let (version, applicationID) = try database.writeWithoutTransaction { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
                try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            )
        }
        if version == format.version, applicationID == format.applicationID { return true }
        if version > 0 || applicationID != 0 {
            guard applicationID == format.applicationID else { throw StoreError.notADatabase(path: path) }
            guard version <= format.version else {
                throw StoreError.newerVersion(path: path, found: version, supported: format.version)
            }
        }
        let isEmpty = try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") == 0 }
        guard isEmpty || applicationID == format.applicationID else { throw StoreError.notADatabase(path: path) }
        return false
    }
}
