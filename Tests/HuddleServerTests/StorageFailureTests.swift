import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Logging
import NIOPosix
import Synchronization
import Testing

@Suite struct StorageFailureTests {
    /// Opens no space: every log fails with this error.
    private struct FailingStorage: ServerStorage {
        let shared: any DirectoryStore
        let error: StoreError

        func directory() throws(StoreError) -> any DirectoryStore { shared }
        func createSpace(_ state: SpaceState) throws(StoreError) {}
        func openSpace(_ id: RecordID) throws(StoreError) -> any SpaceStore { throw error }
        func copy(_ file: StoredFile, to path: String) throws(StoreError) { throw error }
        func seal(_ file: StoredFile) throws(StoreError) { throw error }
        var formats: StoredFormats { StoredFormats(directory: 1, log: 1) }
        func format(of file: StoredFile) throws(StoreError) -> Int { 1 }
        func compact(_ file: StoredFile) throws(StoreError) { throw error }
        func remove(_ file: StoredFile) throws(StoreError) { throw error }
    }

    @Test(arguments: [
        (StoreError.diskFull(path: "/secret/place"), ProblemCode.storageFull),
        (.busy(path: "/secret/place"), .unavailable),
        (.damaged(path: "/secret/place", detail: "page 7"), .internalError),
        (.missing(path: "/secret/place"), .internalError),
    ])
    func aFailureIsNamedAndNothingInternalGetsOut(error: StoreError, code: ProblemCode) async throws {
        let storage = FailingStorage(shared: try SQLiteDirectory.inMemory(), error: error)
        let server = try TestServer(storage: storage)
        let device = try server.device(in: try server.makeSpace())
        try await server.withClient { client in
            let answer = try await client.post(device.path, "{}", device.headers(.json))
            let problem = try answer.problem()
            #expect(problem.code == code)
            #expect(problem.retryAfterSeconds.map { "\($0)" } == answer.headers[.retryAfter])
            #expect(problem.retryAfterSeconds ?? 0 > 0)
            #expect(!problem.detail.contains("secret"))
        }
    }

    /// Takes nothing once it is full.
    private final class FullDirectory: DirectoryStore {
        private let inner: any DirectoryStore
        private let isFull = Mutex(false)

        init(_ inner: any DirectoryStore) {
            self.inner = inner
        }

        func fill() { isFull.withLock { $0 = true } }

        func read<Result>(_ body: (any DirectoryReader) throws -> Result) throws -> Result { try inner.read(body) }

        func write<Result>(_ body: (any DirectoryWriter) throws -> Result) throws -> Result {
            if isFull.withLock({ $0 }) { throw StoreError.diskFull(path: "directory") }
            return try inner.write(body)
        }
    }

    @Test func whatCannotBeNotedOfACallIsLoggedAndItsChangesAreTaken() async throws {
        let server = try TestServer()
        let space = try server.makeSpace()
        let device = try server.device(in: space)
        let directory = FullDirectory(server.directory)
        let lines = Mutex("")
        let logger = Logger(label: "test") { _ in LineKeeper { line in lines.withLock { $0 += line } } }
        let host = server.machine.host
        let gatekeeper = Gatekeeper(directory: directory, host: host, logger: logger)
        let access = try gatekeeper.admit(token: device.token, to: space.id, for: .read)
        let workers = Workers(.singleton)
        let spaces = Spaces(
            storage: server.storage, gatekeeper: gatekeeper, host: host, workers: workers,
            events: EventHub(gatekeeper: gatekeeper, workers: workers), metrics: Metrics())
        directory.fill()
        let request = SyncRequest(
            cursor: .start, replica: device.replica, changes: [try server.change(by: ReplicaID(bits: 9))])
        let verdicts = try await spaces.exchange(request, as: access) { $0.verdicts }
        #expect(verdicts == [.admitted])
        let log = lines.withLock { $0 }
        #expect(log.contains("cannot note") && log.contains(access.member.id.text), "\(log)")
        #expect(log.contains("0000000000000009") && log.contains("disk"), "\(log)")
    }
}
