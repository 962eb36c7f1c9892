import CSQLiteShim
import GRDB
import HuddleCore
package import HuddleStore

/// One space's log in one SQLite file: WAL, `synchronous=FULL`, one writer.
package final class SQLiteSpaceStore: SpaceStore {
    /// How many readers may work beside the writer.
    package enum Readers: Hashable, Sendable {
        /// One connection for all: a command that lives for milliseconds.
        case shared
        case pool(Int)
    }

    /// The form that this version gives a log's file.
    package static var format: Int { Schema.version }

    let database: any DatabaseWriter
    let path: String
    /// Nil in memory.
    private let gate: WriteGate?

    /// What stands for a path where there is none.
    private static let memory = ":memory:"

    private init(_ database: any DatabaseWriter, path: String, _ gate: WriteGate? = nil) {
        self.database = database
        self.path = path
        self.gate = gate
    }

    /// Opens a log that was created before.
    ///
    /// - Throws: `StoreError`: `.missing`, `.notADatabase`, `.newerVersion`, `.noPermission` and whatever else the
    ///   disk answers.
    package static func open(at path: String, readers: Readers = .shared) throws(StoreError) -> SQLiteSpaceStore {
        guard SQLiteFile.exists(path) else { throw .missing(path: path) }
        try SQLiteFile.requireHeader(path)
        let store = try connect(path, readers)
        // One statement is a transaction of its own; `read` would take four more around it, at every start.
        let hasState = try SQLiteFailure.translated(path) {
            try store.database.unsafeRead { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM state)") ?? false }
        }
        guard hasState else { throw .missing(path: path) }
        return store
    }

    /// Starts a log with this state. Where a start was cut short before, it is finished.
    ///
    /// - Throws: `StoreError.exists`, where there is one.
    package static func create(
        at path: String, state: SpaceState, readers: Readers = .shared
    ) throws(StoreError) -> SQLiteSpaceStore {
        try SQLiteFile.createPrivate(path)
        let store = try connect(path, readers)
        try store.begin(state)
        return store
    }

    /// A log that lives as long as this object.
    package static func inMemory(state: SpaceState) throws(StoreError) -> SQLiteSpaceStore {
        let path = memory
        let store = try SQLiteFailure.translated(path) {
            let database = try DatabaseQueue(configuration: SQLiteFile.configuration())
            try Schema.migrator.migrate(database)
            return SQLiteSpaceStore(database, path: path)
        }
        try store.begin(state)
        return store
    }

    package func read<Result>(_ body: (any SpaceReader) throws -> Result) throws -> Result {
        try SQLiteFailure.mapped(path) {
            try SQLiteFile.read(database, isInMemory: path == Self.memory) {
                try body(SQLiteTransaction($0, path: path, marks: RecordMarksOnce()))
            }
        }
    }

    package func write<Result>(_ body: (any SpaceWriter) throws -> Result) throws -> Result {
        try SQLiteFailure.mapped(path) {
            try WriteGate.write(to: database, gate) { try body(SQLiteTransaction($0, path: path)) }
        }
    }

    /// What SQLite says of one of its settings, for tests and doctors.
    package func pragma(_ name: String) throws -> String? {
        try database.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(name)") }
    }

    private func begin(_ state: SpaceState) throws(StoreError) {
        let isNew = try SQLiteFailure.translated(path) {
            try WriteGate.write(to: database, gate) { database in
                let exists = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM state)") ?? false
                if !exists { try SQLiteTransaction(database, path: path).setState(state) }
                return !exists
            }
        }
        guard isNew else { throw .exists(path: path) }
    }

    private static func connect(_ path: String, _ readers: Readers) throws(StoreError) -> SQLiteSpaceStore {
        let file = try SQLiteFile.connect(
            path, readers, { Schema.migrator },
            .init(applicationID: Schema.applicationID, version: Schema.version))
        return SQLiteSpaceStore(file.database, path: path, file.gate)
    }
}
