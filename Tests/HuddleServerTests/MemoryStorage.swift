import HuddleCore
import HuddleServer
import HuddleStore
import HuddleStoreSQLite
import Synchronization

/// A server's databases, for as long as a test lasts.
final class MemoryStorage: ServerStorage {
    private let shared: any DirectoryStore
    private let spaces = Mutex<[RecordID: any SpaceStore]>([:])

    init() throws {
        shared = try SQLiteDirectory.inMemory()
    }

    func directory() throws(StoreError) -> any DirectoryStore { shared }

    func createSpace(_ state: SpaceState) throws(StoreError) {
        let store = try SQLiteSpaceStore.inMemory(state: state)
        spaces.withLock { $0[state.space] = store }
    }

    func openSpace(_ id: RecordID) throws(StoreError) -> any SpaceStore {
        guard let store = spaces.withLock({ $0[id] }) else { throw .missing(path: id.text) }
        return store
    }

    // Nothing here is in a file.
    func copy(_ file: StoredFile, to path: String) throws(StoreError) { throw .missing(path: file.path) }
    func seal(_ file: StoredFile) throws(StoreError) { throw .missing(path: file.path) }

    var formats: StoredFormats { StoredFormats(directory: 1, log: 1) }
    func format(of file: StoredFile) throws(StoreError) -> Int { 1 }
    func compact(_ file: StoredFile) throws(StoreError) { throw .missing(path: file.path) }

    func remove(_ file: StoredFile) throws(StoreError) {
        guard case .space(let id) = file else { return }
        _ = spaces.withLock { $0.removeValue(forKey: id) }
    }
}
