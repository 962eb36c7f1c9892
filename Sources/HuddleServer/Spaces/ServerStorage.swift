package import HuddleCore
package import HuddleStore

/// Where a server's databases are. Handed in: this module names no kind of database.
package protocol ServerStorage: Sendable {
    /// Opens the directory, and starts an empty one where there is none.
    func directory() throws(StoreError) -> any DirectoryStore

    /// - Throws: `StoreError.exists`, where there is one.
    func createSpace(_ state: SpaceState) throws(StoreError)

    /// - Throws: `StoreError.missing`, where there is none.
    func openSpace(_ id: RecordID) throws(StoreError) -> any SpaceStore

    /// Copies one file as it is at one moment, while others go on writing to it. Nothing is brought up to date.
    func copy(_ file: StoredFile, to path: String) throws(StoreError)

    /// Takes a file away, with what SQLite keeps beside it. That there is none is fine.
    func remove(_ file: StoredFile) throws(StoreError)

    /// Makes a file that nobody uses one that stands alone, with nothing beside it.
    func seal(_ file: StoredFile) throws(StoreError)
}

/// One of the files that a server's data is made of.
package enum StoredFile: Hashable, Sendable {
    case directory
    case space(RecordID)

    /// Its place in the folder of the data, and in a backup.
    package var path: String {
        switch self {
        case .directory: "directory.sqlite"
        case .space(let id): "spaces/\(id.text).sqlite"
        }
    }
}
