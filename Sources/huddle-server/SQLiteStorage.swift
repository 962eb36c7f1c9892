import HuddleCore
import HuddleServer
import HuddleStore
import HuddleStoreSQLite

/// A server's databases as SQLite files in one folder.
struct SQLiteStorage: ServerStorage {
    let folder: String

    func directory() throws(StoreError) -> any DirectoryStore {
        try SQLiteDirectory.open(at: path(of: .directory), readers: .pool(Limits.databaseReaders))
    }

    func createSpace(_ state: SpaceState) throws(StoreError) {
        _ = try SQLiteSpaceStore.create(at: path(of: .space(state.space)), state: state)
    }

    func openSpace(_ id: RecordID) throws(StoreError) -> any SpaceStore {
        try SQLiteSpaceStore.open(at: path(of: .space(id)), readers: .pool(Limits.databaseReaders))
    }

    var formats: StoredFormats {
        StoredFormats(directory: SQLiteDirectory.format, log: SQLiteSpaceStore.format)
    }

    func format(of file: StoredFile) throws(StoreError) -> Int {
        // An empty file is one that was begun and not finished: whoever opens it finishes it.
        try SQLiteCopy.format(of: path(of: file)) ?? formats.directory + formats.log
    }

    func compact(_ file: StoredFile) throws(StoreError) {
        try SQLiteCopy.compact(path(of: file))
    }

    func copy(_ file: StoredFile, to path: String) throws(StoreError) {
        try SQLiteCopy.copy(self.path(of: file), to: path)
    }

    func remove(_ file: StoredFile) throws(StoreError) {
        try SQLiteCopy.remove(path(of: file))
    }

    func seal(_ file: StoredFile) throws(StoreError) {
        try SQLiteCopy.seal(path(of: file))
    }

    private func path(of file: StoredFile) -> String { folder + "/" + file.path }
}
