import Dispatch
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import HuddleWire
import NIOPosix
import Synchronization
import Testing

/// What arrives together for one space is committed together, and everybody is answered as if alone.
@Suite struct GroupCommitTests {
    /// A disk that takes its time, and notes how often it was asked.
    private final class SlowStore: SpaceStore {
        private let inner: any SpaceStore
        private let never = DispatchSemaphore(value: 0)
        let writes = Mutex(0)

        init(_ inner: any SpaceStore) {
            self.inner = inner
        }

        func read<Result>(_ body: (any SpaceReader) throws -> Result) throws -> Result { try inner.read(body) }

        func write<Result>(_ body: (any SpaceWriter) throws -> Result) throws -> Result {
            writes.withLock { $0 += 1 }
            _ = never.wait(timeout: .now() + .milliseconds(20))
            return try inner.write(body)
        }
    }

    /// Hands out stores of its own, and counts how often each was opened.
    private final class SlowStorage: ServerStorage {
        let memory: MemoryStorage
        let stores = Mutex<[RecordID: SlowStore]>([:])

        init() throws { memory = try MemoryStorage() }

        func directory() throws(StoreError) -> any DirectoryStore { try memory.directory() }
        func createSpace(_ state: SpaceState) throws(StoreError) { try memory.createSpace(state) }

        func copy(_ file: StoredFile, to path: String) throws(StoreError) { try memory.copy(file, to: path) }
        func seal(_ file: StoredFile) throws(StoreError) { try memory.seal(file) }
        var formats: StoredFormats { memory.formats }
        func format(of file: StoredFile) throws(StoreError) -> Int { try memory.format(of: file) }
        func compact(_ file: StoredFile) throws(StoreError) { try memory.compact(file) }
        func remove(_ file: StoredFile) throws(StoreError) { try memory.remove(file) }

        func openSpace(_ id: RecordID) throws(StoreError) -> any SpaceStore {
            let store = SlowStore(try memory.openSpace(id))
            stores.withLock { $0[id] = store }
            return store
        }
    }

    private let storage: SlowStorage
    private let server: TestServer
    private let space: SpaceListing
    private let access: Access
    private let spaces: Spaces

    init() throws {
        storage = try SlowStorage()
        server = try TestServer(storage: storage)
        space = try server.makeSpace()
        let device = try server.device(in: space)
        let gatekeeper = Gatekeeper(directory: server.directory, host: server.machine.host)
        access = try gatekeeper.admit(token: device.token, to: space.id, for: .read)
        let workers = Workers(.singleton)
        spaces = Spaces(
            storage: storage, gatekeeper: gatekeeper, host: server.machine.host, workers: workers,
            events: EventHub(gatekeeper: gatekeeper, workers: workers), metrics: Metrics())
    }

    private func push(_ replica: UInt64, after cursor: Cursor = .start) async throws -> SyncReply {
        let replica = ReplicaID(bits: replica)
        let request = SyncRequest(
            cursor: cursor, replica: replica, changes: [try server.change(by: replica)], limit: 1)
        return try await spaces.exchange(request, as: access) { $0 }
    }

    @Test func sixtyFourCallsAreAFewTransactions() async throws {
        let replies = try await withThrowingTaskGroup(of: SyncReply.self) { group in
            for replica in 1...64 { group.addTask { try await push(UInt64(replica)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(replies.allSatisfy { $0.verdicts == [.admitted] })
        let store = try #require(storage.stores.withLock { $0[space.id] })
        #expect(store.writes.withLock { $0 } <= 16, "64 calls, and each transaction takes 20 ms")
        let head = try await spaces.exchange(
            SyncRequest(cursor: .start, replica: ReplicaID(bits: 1), changes: []), as: access
        ) { $0 }
        #expect(head.head == 64 && head.items.count == 64)
    }

    @Test func anotherHistoryInTheGroupIsTheProblemOfThatCallAlone() async throws {
        let wrong = Cursor(seq: 1, chain: .zero)
        let outcomes = await withTaskGroup(of: Result<SyncReply, any Error>.self) { group in
            for replica in 1...20 {
                group.addTask {
                    do {
                        return .success(try await push(UInt64(replica), after: replica % 5 == 0 ? wrong : .start))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let problems = outcomes.compactMap { outcome -> ProblemCode? in
            guard case .failure(let error as Problem) = outcome else { return nil }
            return error.code
        }
        #expect(problems == Array(repeating: .historyChanged, count: 4))
        #expect(outcomes.count { (try? $0.get().verdicts) == [.admitted] } == 16)
    }

    @Test func answersFromMemoryAreThoseOfTheStore() async throws {
        var random = SeededRandom(seed: 11)
        var cursors = [Cursor.start]
        let exchange = Exchange(host: server.machine.host)
        for round in 1...60 {
            let replica = ReplicaID(bits: UInt64(round))
            let changes = try (0..<random.next() % 90).map { try server.change(by: replica, index: $0 + 1) }
            let cursor = cursors[Int(random.next() % UInt64(cursors.count))]
            let request = SyncRequest(
                cursor: cursor, replica: replica, changes: changes, limit: Int(random.next() % 300) + 1)
            let reply = try await spaces.exchange(request, as: access) { $0 }
            let again = SyncRequest(cursor: cursor, replica: replica, changes: [], limit: request.limit)
            let stored = try exchange.answer(again, on: try storage.memory.openSpace(space.id))
            #expect(reply.items == stored.items && reply.cursor == stored.cursor && reply.head == stored.head)
            cursors.append(reply.cursor)
        }
    }

    /// Whoever hangs up while others' changes are taken is still noted to have brought them.
    @Test func whoHangsUpIsNotedAllTheSame() async throws {
        let request = SyncRequest(
            cursor: .start, replica: ReplicaID(bits: 1), changes: [try server.change(by: ReplicaID(bits: 2))])
        _ = try await push(1)
        let store = try #require(storage.stores.withLock { $0[space.id] })
        let before = store.writes.withLock { $0 }
        let call = Task { try await spaces.exchange(request, as: access) { $0 } }
        while store.writes.withLock({ $0 }) == before { await Task.yield() }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        let actions = try server.directory.read { try $0.audit(after: 0, limit: 100).map(\.event.action) }
        #expect(actions.last == .changesRelayed)
    }

    @Test func aLogThatNobodyUsesIsClosedAndOpenedAgain() async throws {
        let cursor = try await push(1).cursor
        #expect(spaces.openCount == 1)
        spaces.closeUnused()
        #expect(spaces.openCount == 1, "it was used a moment ago")
        server.machine.advance(milliseconds: Limits.spaceIdleSeconds * 1000)
        spaces.closeUnused()
        #expect(spaces.openCount == 0)
        #expect(try await push(2, after: cursor).head == 2)
    }

    @Test func noMoreLogsStayOpenThanTheLimit() async throws {
        for number in 0..<(Limits.openSpaces + 20) {
            let space = try server.makeSpace("Team \(number)")
            let device = try server.device(in: space)
            let gatekeeper = Gatekeeper(directory: server.directory, host: server.machine.host)
            let access = try gatekeeper.admit(token: device.token, to: space.id, for: .read)
            _ = try await spaces.exchange(SyncRequest(cursor: .start, replica: device.replica, changes: []), as: access)
            { $0 }
            #expect(spaces.openCount <= Limits.openSpaces)
        }
    }
}
