import GRDB
package import HuddleStore

/// Copies of whole logs, for tests and simulations: what a cloned disk or a backup is.
extension SQLiteSpaceStore {
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

    /// Forgets everything and starts with this state. Its statements stay prepared, so this is much faster than a new store.
    package func startAnew(_ state: SpaceState) throws(StoreError) {
        try SQLiteFailure.translated(path) {
            try database.write { database in
                try Self.clear(database)
                try SQLiteTransaction(database, path: path).setState(state)
            }
        }
    }

    /// Forgets everything and takes what `other` holds, row by row.
    package func takeOver(_ other: SQLiteSpaceStore) throws(StoreError) {
        try SQLiteFailure.translated(path) {
            try other.database.writeWithoutTransaction { source in
                try database.write { target in
                    try Self.clear(target)
                    for table in try Schema.tables(target) { try Self.copy(table, from: source, to: target) }
                    try target.execute(sql: "INSERT INTO search (search) VALUES ('rebuild')")
                }
            }
        }
    }

    private static func clear(_ database: Database) throws {
        for table in try Schema.tables(database) { try RawStatement(database, "DELETE FROM \(table)").run() }
        try RawStatement(database, "INSERT INTO search (search) VALUES ('delete-all')").run()
    }

    private static func copy(_ table: String, from source: Database, to target: Database) throws {
        let read = try RawStatement(source, "SELECT * FROM \(table)")
        let places = [String](repeating: "?", count: Int(read.columnCount)).joined(separator: ", ")
        let write = try RawStatement(target, "INSERT INTO \(table) VALUES (\(places))")
        while try read.step() {
            for column in 0..<read.columnCount { write.bind(column: column, of: read) }
            try write.run()
        }
    }
}
