import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import Synchronization

/// Where a simulation keeps its logs.
enum SimulatedDisk: Sendable {
    case memory
    case folder(TemporaryFolder)

    func create(_ state: SpaceState) throws -> SimulatedStore {
        switch self {
        case .memory:
            let store = try StorePool.take(state)
            try store.startAnew(state)
            return SimulatedStore(store, path: nil)
        case .folder(let folder):
            let path = try folder.newPath("log")
            return SimulatedStore(try SQLiteSpaceStore.create(at: path, state: state), path: path)
        }
    }

    /// What a backup or a cloned disk holds.
    func copy(_ store: SimulatedStore) throws -> SimulatedStore {
        switch self {
        case .memory:
            let copy = try StorePool.take(try store.read { try $0.state() })
            try copy.takeOver(store.inner)
            return SimulatedStore(copy, path: nil)
        case .folder(let folder):
            let path = try folder.newPath("log")
            return SimulatedStore(try store.inner.copy(to: path), path: path)
        }
    }

    /// The store after its program died: opened anew where it lies in a file.
    func reopen(_ store: SimulatedStore) throws -> SimulatedStore {
        guard let path = store.path else { return store }
        return SimulatedStore(try SQLiteSpaceStore.open(at: path), path: path)
    }
}

/// A program died in a transaction.
struct SimulatedCrash: Error {}

/// A real store whose program can die in the middle of a transaction.
final class SimulatedStore: SpaceStore {
    let inner: SQLiteSpaceStore
    let path: String?
    private let dies = Mutex(false)

    init(_ inner: SQLiteSpaceStore, path: String?) {
        self.inner = inner
        self.path = path
    }

    deinit {
        if path == nil { StorePool.give(inner) }
    }

    /// The next writing transaction does its work, and dies before its commit.
    func dieInNextWrite() {
        dies.withLock { $0 = true }
    }

    /// Nothing was written meanwhile, so nobody died.
    func live() {
        dies.withLock { $0 = false }
    }

    func read<Result>(_ body: (any SpaceReader) throws -> Result) throws -> Result {
        try inner.read(body)
    }

    func write<Result>(_ body: (any SpaceWriter) throws -> Result) throws -> Result {
        try inner.write { writer in
            let result = try body(writer)
            let isDead = dies.withLock { dies in
                defer { dies = false }
                return dies
            }
            if isDead { throw SimulatedCrash() }
            return result
        }
    }
}

/// Stores in memory that nobody uses any more. Opening one, with all its tables and statements, costs more than a whole
/// simulation's work on it.
private enum StorePool {
    private static let free = Mutex<[SQLiteSpaceStore]>([])

    /// It holds anything: whoever takes it writes it anew.
    static func take(_ state: SpaceState) throws -> SQLiteSpaceStore {
        try free.withLock { $0.popLast() } ?? SQLiteSpaceStore.inMemory(state: state)
    }

    static func give(_ store: SQLiteSpaceStore) {
        free.withLock { $0.append(store) }
    }
}
