import GRDB
package import HuddleStore

/// A server's directory in one SQLite file, opened as the logs are.
package final class SQLiteDirectory: DirectoryStore {
    /// The form that this version gives a directory's file.
    package static var format: Int { DirectorySchema.version }

    /// In place of the path of one that has no file.
    private static let memory = ":memory:"

    private let database: any DatabaseWriter
    private let path: String
    /// Nil in memory.
    private let gate: WriteGate?

    private init(_ database: any DatabaseWriter, path: String, _ gate: WriteGate? = nil) {
        self.database = database
        self.path = path
        self.gate = gate
    }

    /// Opens a directory, and starts an empty one where there is none.
    ///
    /// - Throws: `StoreError`: `.notADatabase`, `.newerVersion`, `.noPermission` and whatever else the disk answers.
    package static func open(
        at path: String, readers: SQLiteSpaceStore.Readers = .shared
    ) throws(StoreError) -> SQLiteDirectory {
        if !SQLiteFile.exists(path) { try SQLiteFile.createPrivate(path) }
        let file = try SQLiteFile.connect(
            path, readers, { DirectorySchema.migrator },
            .init(applicationID: DirectorySchema.applicationID, version: DirectorySchema.version))
        return SQLiteDirectory(file.database, path: path, file.gate)
    }

    /// A directory that lives as long as this object.
    package static func inMemory() throws(StoreError) -> SQLiteDirectory {
        try SQLiteFailure.translated(memory) {
            let database = try DatabaseQueue(configuration: SQLiteFile.configuration())
            try DirectorySchema.migrator.migrate(database)
            return SQLiteDirectory(database, path: memory)
        }
    }

    package func read<Result>(_ body: (any DirectoryReader) throws -> Result) throws -> Result {
        try SQLiteFailure.mapped(path) {
            try SQLiteFile.read(database, isInMemory: path == Self.memory) {
                try body(SQLiteDirectoryTransaction($0, path: path))
            }
        }
    }

    package func write<Result>(_ body: (any DirectoryWriter) throws -> Result) throws -> Result {
        try SQLiteFailure.mapped(path) {
            try WriteGate.write(to: database, gate) { try body(SQLiteDirectoryTransaction($0, path: path)) }
        }
    }
}
