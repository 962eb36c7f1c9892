import GRDB
package import HuddleStore

extension SQLiteSpaceStore {
    /// This log as it stands, in memory, on its own from now on: what a cloned disk or a backup is.
    package func copy() throws(StoreError) -> SQLiteSpaceStore {
        try SQLiteFailure.translated(path) {
            SQLiteSpaceStore(try Self.copyInMemory(of: database), path: ":memory:")
        }
    }

    /// This log as it stands, in a file of its own.
    ///
    /// - Throws: `StoreError.exists`, where there is a log already.
    package func copy(to path: String) throws(StoreError) -> SQLiteSpaceStore {
        guard !SQLiteFile.exists(path) else { throw .exists(path: path) }
        try SQLiteFile.createPrivate(path)
        try SQLiteFailure.translated(path) {
            let file = try DatabaseQueue(path: path, configuration: SQLiteFile.configuration())
            try database.backup(to: file)
            try file.close()
        }
        return try Self.open(at: path)
    }

    static func copyInMemory(of database: any DatabaseReader) throws -> DatabaseQueue {
        let copy = try DatabaseQueue(configuration: SQLiteFile.configuration())
        try database.backup(to: copy)
        return copy
    }

    /// An empty log with all its tables, made once: copying it is faster than making them each time.
    static let emptyInMemory = Result {
        let database = try DatabaseQueue(configuration: SQLiteFile.configuration())
        try Schema.migrator.migrate(database)
        return database
    }
}
