import HuddleCore
import HuddleServer
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import HuddleWire
import Testing

@Suite struct ExchangeTests {
    private let server: TestServer
    private let store: any SpaceStore
    private let exchange: Exchange
    private let author = ReplicaID(bits: 11)

    init() throws {
        server = try TestServer()
        store = try SQLiteSpaceStore.inMemory(
            state: SpaceState(space: server.machine.host.newRecordID(), name: "Acme", replica: ReplicaID(bits: 1)))
        exchange = Exchange(host: server.machine.host)
    }

    private func push(_ indices: ClosedRange<UInt64>) throws -> SyncReply {
        let changes = try indices.map { try server.change(by: author, index: $0) }
        return try exchange.answer(SyncRequest(cursor: .start, replica: author, changes: changes), on: store)
    }

    @Test func pagesFollowOneAnotherUntilTheHead() throws {
        let pushed = try push(1...25)
        var cursor = Cursor.start
        var seen: [SyncReply.Item] = []
        var sizes: [Int] = []
        repeat {
            let reply = try exchange.answer(
                SyncRequest(cursor: cursor, replica: ReplicaID(bits: 2), changes: [], limit: 10), on: store)
            sizes.append(reply.items.count)
            seen += reply.items
            for item in reply.items {
                guard case .change(let bytes) = item else { continue }
                cursor = cursor.advanced(over: ChangeID(Fingerprint.hash128(bytes)), hash: Fingerprint.hash128)
            }
            #expect(reply.cursor == cursor)
            #expect(reply.head == 25)
        } while cursor.seq < 25
        #expect(sizes == [10, 10, 5])
        #expect(seen.count == 25)
        #expect(cursor == pushed.cursor)
    }

    @Test func aPageHoldsNoMoreThanItsLimitWhateverIsAsked() throws {
        let half = UInt64(Limits.changesPerPage)
        _ = try push(1...half)
        _ = try push(half + 1...half + 10)
        let reply = try exchange.answer(
            SyncRequest(cursor: .start, replica: ReplicaID(bits: 2), changes: [], limit: 1_000_000), on: store)
        #expect(reply.items.count == Limits.changesPerPage)
        #expect(reply.head == half + 10)
    }

    @Test func whatTheCallerWroteComesBackAsItsID() throws {
        _ = try push(1...3)
        let other = try server.change(by: ReplicaID(bits: 5), index: 1)
        let reply = try exchange.answer(
            SyncRequest(cursor: .start, replica: ReplicaID(bits: 5), changes: [other]), on: store)
        #expect(reply.items.count == 4)
        #expect(reply.items.last == .own(ChangeID(Fingerprint.hash128(other))))
    }

    @Test func everyCursorOfTheOwnHistoryIsTaken() throws {
        _ = try push(1...(Limits.chainCheckpointInterval * 2 + 3))
        var cursor = Cursor.start
        for logged in try store.read({ try $0.log(after: 0, page: .full) }) {
            cursor = cursor.advanced(over: logged.id, hash: Fingerprint.hash128)
            let request = SyncRequest(cursor: cursor, replica: author, changes: [], limit: 1)
            #expect(throws: Never.self) { try exchange.answer(request, on: store) }
        }
    }

    @Test func aServerRestoredFromABackupHasAnotherHistory() throws {
        let before = try push(1...5).cursor
        let restored = try SQLiteSpaceStore.inMemory(
            state: SpaceState(space: server.machine.host.newRecordID(), name: "Acme", replica: ReplicaID(bits: 1)))
        let request = SyncRequest(cursor: before, replica: author, changes: [])
        let problem = #expect(throws: Problem.self) { try exchange.answer(request, on: restored) }
        #expect(problem?.code == .historyChanged)
        let changes = try (1...5).map { try server.change(by: ReplicaID(bits: 6), index: $0) }
        _ = try exchange.answer(SyncRequest(cursor: .start, replica: author, changes: changes), on: restored)
        #expect(throws: Problem.self) { try exchange.answer(request, on: restored) }
    }
}
