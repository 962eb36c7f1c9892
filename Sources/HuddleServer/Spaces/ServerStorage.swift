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

    /// The forms that this program gives its files.
    var formats: StoredFormats { get }

    /// Which form a file has; nothing is brought up to date.
    func format(of file: StoredFile) throws(StoreError) -> Int

    /// Writes a file anew without what it no longer needs, while nobody uses it.
    func compact(_ file: StoredFile) throws(StoreError)

    /// Copies one file as it is at one moment, while others go on writing to it. Nothing is brought up to date.
    func copy(_ file: StoredFile, to path: String) throws(StoreError)

    /// Takes a file away, with what SQLite keeps beside it. That there is none is fine.
    func remove(_ file: StoredFile) throws(StoreError)

    /// Makes a file that nobody uses one that stands alone, with nothing beside it.
    func seal(_ file: StoredFile) throws(StoreError)
}

/// Which forms a program gives its files: numbers that grow.
package struct StoredFormats: Hashable, Sendable {
    package let directory: Int
    package let log: Int

    package init(directory: Int, log: Int) {
        self.directory = directory
        self.log = log
    }

    func current(for file: StoredFile) -> Int {
        switch file {
        case .directory: directory
        case .space: log
        }
    }
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
