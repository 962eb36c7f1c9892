import HuddleCore
import HuddleServer
import HuddleStore
import HuddleStoreSQLite

/// A server's databases as SQLite files in one folder.
struct SQLiteStorage: ServerStorage {
    let folder: String

    func directory() throws(StoreError) -> any DirectoryStore {
        try SQLiteDirectory.open(at: folder + "/directory.sqlite", readers: .pool(Limits.databaseReaders))
    }

    func createSpace(_ state: SpaceState) throws(StoreError) {
        _ = try SQLiteSpaceStore.create(at: path(of: state.space), state: state)
    }

    func openSpace(_ id: RecordID) throws(StoreError) -> any SpaceStore {
        try SQLiteSpaceStore.open(at: path(of: id), readers: .pool(Limits.databaseReaders))
    }

    private func path(of space: RecordID) -> String { folder + "/spaces/" + space.text + ".sqlite" }
}
