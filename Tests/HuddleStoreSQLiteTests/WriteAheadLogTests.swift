import Foundation
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Synchronization
import Testing

/// When a server's write-ahead log is brought into its database.
struct WriteAheadLogTests {
    private let machine = SimulatedHost(seed: 4)
    private var host: HuddleStore.Host { machine.host }

    private func makeStore(
        at path: String, _ readers: SQLiteSpaceStore.Readers = .pool(1)
    ) throws -> SQLiteSpaceStore {
        let state = SpaceState(space: host.newRecordID(), name: "Acme", replica: ReplicaID(bits: 5))
        return try SQLiteSpaceStore.create(at: path, state: state, readers: readers)
    }

    private func write(_ count: Int, bytes: Int, to store: SQLiteSpaceStore) throws {
        let text = String(repeating: "The press stops. ", count: bytes / 17)
        let edits = (0..<count).map { _ in
            Edit(record: host.newDerivedID(), type: .entry, writes: [Change.Write(FieldName.details, .text(text))])
        }
        _ = try store.write { try $0.capture(edits, wall: host.now(), hash: host.hash) }
    }

    private func size(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    }

    /// A checkpoint beside somebody who writes may lose what they wrote, in an SQLite before 3.51.3.
    @Test(arguments: [SQLiteSpaceStore.Readers.shared, .pool(1)])
    func nothingIsBroughtInWhileAnotherProcessWrites(_ readers: SQLiteSpaceStore.Readers) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/log.sqlite"
        let store = try makeStore(at: path, readers)
        // Somebody between the beginning and the end of a write, who waits for the file's own lock.
        let other = open(path + "-wal", O_RDONLY)
        try #require(other >= 0)
        defer { close(other) }
        try #require(flock(other, LOCK_SH) == 0)
        for _ in 0..<40 { try write(10, bytes: 20_000, to: store) }
        #expect(try size(path + "-wal") > 2 * 1000 * 4096)
        #expect(try size(path) < 1_000_000)
        flock(other, LOCK_UN)
        try write(1, bytes: 20, to: store)
        #expect(try size(path) > 3_000_000)
        #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
    }

    @Test(arguments: [SQLiteSpaceStore.Readers.shared, .pool(1)])
    func theLogThatIsLockedIsTheOneThatIsWritten(_ readers: SQLiteSpaceStore.Readers) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/log.sqlite"
        var store: SQLiteSpaceStore? = try makeStore(at: path, readers)
        let log = open(path + "-wal", O_RDONLY)
        try #require(log >= 0)
        defer { close(log) }
        func isStillThere() -> Bool {
            var status = stat()
            return fstat(log, &status) == 0 && status.st_nlink == 1
        }
        try write(3000, bytes: 3000, to: #require(store))
        #expect(isStillThere())
        store = nil
        store = try .open(at: path, readers: readers)
        try write(1, bytes: 20, to: #require(store))
        #expect(isStillThere())

        store = nil
        try SQLiteCopy.compact(path)
        #expect(isStillThere())
        try SQLiteCopy.seal(path)
        #expect(!isStillThere())
        try SQLiteCopy.compact(path)
        store = try .open(at: path, readers: readers)
        #expect(try #require(store).pragma("journal_mode") == "wal")
        try write(1, bytes: 20, to: #require(store))
        let counts = try #require(store).read { try $0.counts() }
        #expect(counts.changes == 3002)
    }

    /// SQLite takes an empty log for none.
    @Test func anEmptyLogBesideAnEmptyFileIsNoLogYet() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/directory.sqlite"
        for name in [path, path + "-wal"] {
            try #require(FileManager.default.createFile(atPath: name, contents: Data()))
        }
        let directory = try SQLiteDirectory.open(at: path)
        try directory.write { try $0.saveTrial(at: host.now()) }
        #expect(try size(path + "-wal") > 0)
    }

    /// The lock is one for all of a process's writers: who ends must not take it from the next.
    @Test func theNextWriterHasTheLockAsWell() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/directory.sqlite"
        let directory = try SQLiteDirectory.open(at: path, readers: .pool(1))
        let other = open(path + "-wal", O_RDONLY)
        try #require(other >= 0)
        defer { close(other) }
        for round in 1...20 {
            let (begun, comes, done) = (
                DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
            )
            Thread {
                try? directory.write { _ in
                    begun.signal()
                    comes.wait()
                }
                done.signal()
            }.start()
            begun.wait()
            let isTaken = Mutex(false)
            let next = Thread {
                comes.signal()
                try? directory.write { _ in
                    let gotIt = flock(other, LOCK_EX | LOCK_NB) == 0
                    if gotIt { flock(other, LOCK_UN) }
                    isTaken.withLock { $0 = !gotIt }
                }
                done.signal()
            }
            next.start()
            done.wait()
            done.wait()
            #expect(isTaken.withLock { $0 }, "round \(round)")
        }
        #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
    }

    @Test func muchAtOnceWaitsInItAndTheNextSmallCommitEmptiesIt() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/log.sqlite"
        let store = try makeStore(at: path)
        try write(3000, bytes: 3000, to: store)
        let waiting = try size(path + "-wal")
        #expect(waiting > 9_000_000)
        #expect(try size(path) < 1_000_000)

        try write(1, bytes: 20, to: store)
        #expect(try size(path) > 9_000_000)
        try write(1, bytes: 20, to: store)
        #expect(try size(path + "-wal") <= 8 << 20)
        let counts = try store.read { try $0.counts() }
        #expect(counts.changes == 3002)
    }

    @Test func manySmallCommitsKeepItShort() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/log.sqlite"
        let store = try makeStore(at: path)
        for _ in 0..<40 { try write(10, bytes: 20_000, to: store) }
        #expect(try size(path + "-wal") < 2 * 1000 * 4096)
        #expect(try size(path) > 3_000_000)
    }
}
