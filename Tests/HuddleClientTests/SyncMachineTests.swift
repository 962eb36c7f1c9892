import HuddleClient
import HuddleCore
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Testing

/// What a sync does about answers that are out of the ordinary, without a network, a disk or a clock.
@Suite struct SyncMachineTests {
    private static let server = "https://huddle.example.com"

    private let host = SimulatedHost(seed: 7)
    private let replica = ReplicaID(bits: 1)

    private func machine() -> SyncMachine { SyncMachine(hash: host.host.hash) }

    /// A state that has read the log before, so that a sync begins with what it offers.
    private var state: SpaceState {
        SpaceState(
            space: host.host.newRecordID(), name: "Acme", replica: replica,
            cursor: Cursor(seq: 1, chain: Digest128(high: 1, low: 1)))
    }

    private func change(_ index: UInt64) -> StoredChange {
        let change = Change(
            stamp: Stamp(bits: index << 16), replica: replica, index: index, record: host.host.newDerivedID(),
            type: .entry, writes: [Change.Write(FieldName.text, .text("note \(index)"))], bases: [])
        return StoredChange(change, hash: host.host.hash)
    }

    private func page(_ changes: [StoredChange], after key: Int64 = 0) -> [ArrivedChange] {
        changes.enumerated().map {
            ArrivedChange(
                key: ArrivalKey(key + Int64($0) + 1), id: $1.id, replica: $1.change.replica, bytes: $1.bytes)
        }
    }

    /// An answer that fits what was asked.
    private func reply(
        to request: SyncRequest, _ verdicts: [Verdict], _ items: [SyncReply.Item] = [], head: UInt64? = nil
    ) -> ReadReply {
        let end = items.reduce(request.cursor) { cursor, item in
            switch item {
            case .own(let id): cursor.advanced(over: id, hash: host.host.hash)
            case .change(let bytes): cursor.advanced(over: ChangeID(host.host.hash(bytes)), hash: host.host.hash)
            }
        }
        return ReadReply(
            SyncReply(verdicts: verdicts, items: items, cursor: end, head: head ?? end.seq, serverTime: host.now),
            hash: host.host.hash)
    }

    private func request(_ action: SyncMachine.Action) throws -> SyncRequest {
        guard case .exchange(let request) = action else { throw Unexpected(action: "\(action)") }
        return request
    }

    private struct Unexpected: Error { let action: String }

    private func summary(_ action: SyncMachine.Action) throws -> SyncSummary {
        guard case .finish(let summary) = action else { throw Unexpected(action: "\(action)") }
        return summary
    }

    @Test func oneCallOffersChangesOfNoMoreAuthorsThanAServerTakes() throws {
        let changes = (1...UInt64(Limits.authorsPerCall) + 3).map { author in
            let change = Change(
                stamp: Stamp(bits: author << 16), replica: ReplicaID(bits: author), index: 1,
                record: host.host.newDerivedID(), type: .entry,
                writes: [Change.Write(FieldName.text, .text("relayed"))],
                bases: [])
            return StoredChange(change, hash: host.host.hash)
        }
        var machine = SyncMachine(hash: host.host.hash)
        _ = machine.next(.began(state))
        let offered = try request(machine.next(.outbox(page(changes))))
        #expect(offered.changes == changes.prefix(Limits.authorsPerCall).map(\.bytes))
        let reply = reply(to: offered, offered.changes.map { _ in .admitted })
        _ = machine.next(.replied(reply, at: host.now))
        guard case .readOutbox(let key) = machine.next(.stored(.stored(MergeSummary()))) else {
            Issue.record("the rest is not offered")
            return
        }
        #expect(key == ArrivalKey(Int64(Limits.authorsPerCall)))
    }

    @Test func whatSomebodyElseBroughtCountsAsNotRefused() throws {
        var machine = machine()
        let changes = [change(1), change(2)]
        _ = machine.begin()
        _ = machine.next(.began(state))
        let request = try request(machine.next(.outbox(page(changes))))
        let refused = Verdict.refused(code: .readOnly, detail: "a viewer")
        _ = machine.next(
            .replied(reply(to: request, [refused, refused], [.own(changes[0].id)]), at: host.now))
        _ = machine.next(.stored(.stored(MergeSummary())))
        let done = try summary(machine.next(.outbox([])))
        #expect(done.refusals == [changes[1].id: .readOnly])
    }

    /// Another sync of the same log stamped it anew: it is offered as it is now, and not stamped once more.
    @Test func whatIsNoLongerAheadIsNotStampedAnew() throws {
        var machine = machine()
        let waiting = change(1)
        _ = machine.begin()
        _ = machine.next(.began(state))
        let offer = try request(machine.next(.outbox(page([waiting]))))
        let ahead = Verdict.refused(code: .clockAhead, detail: "an hour")
        _ = machine.next(.replied(reply(to: offer, [ahead]), at: host.now))
        _ = machine.next(.stored(.stored(MergeSummary())))
        guard case .restamp([waiting.id], at: state.cursor) = machine.next(.outbox([])) else {
            Issue.record("nothing was to be stamped anew")
            return
        }
        guard case .readState = machine.next(.stored(.overtaken)) else {
            Issue.record("the state was not read anew")
            return
        }
        _ = machine.next(.began(state))
        let again = try request(machine.next(.outbox(page([change(2)]))))
        _ = machine.next(.replied(reply(to: again, [.admitted]), at: host.now))
        _ = machine.next(.stored(.stored(MergeSummary())))
        let done = try summary(machine.next(.outbox([])))
        #expect(done.ahead.isEmpty && done.restamped == 0 && done.sent == 1)
    }

    @Test func pagesThatAreOnlyReadGrow() throws {
        var machine = machine()
        _ = machine.begin()
        _ = machine.next(.began(state))
        var asked = try request(machine.next(.outbox([])))
        var limits: [Int?] = []
        for index in 1...5 {
            limits.append(asked.limit)
            let answer = reply(to: asked, [], [.change(change(UInt64(index)).bytes)], head: 100_000)
            guard case .store(let page) = machine.next(.replied(answer, at: host.now)) else {
                throw Unexpected(action: "page \(index)")
            }
            _ = machine.next(.stored(.stored(MergeSummary())))
            asked = try request(machine.next(.outbox([])))
            #expect(page.next == asked, "page \(index + 1) was not foreseen")
        }
        #expect(limits == [1000, 2000, 4000, 8000, 8000])
    }

    @Test func aSyncThatSendsAsksForAWholePage() throws {
        var machine = machine()
        _ = machine.begin()
        _ = machine.next(.began(state))
        #expect(try request(machine.next(.outbox(page([change(1)])))).limit == Limits.changesPerPage)
    }

    /// What a sync that only reads says of a reply it does not take.
    private func whatIsWrong(with answer: (_ asked: SyncRequest) -> ReadReply) throws -> String {
        var machine = machine()
        _ = machine.begin()
        _ = machine.next(.began(state))
        let asked = try request(machine.next(.outbox([])))
        let action = machine.next(.replied(answer(asked), at: host.now))
        guard case .fail(.garbled(let detail, _)) = action else { throw Unexpected(action: "\(action)") }
        return detail
    }

    @Test func anAnswerThatCannotBeReadSaysWhereAndIsNotStored() throws {
        let items = [change(1).bytes, [0xff], change(2).bytes].map { SyncReply.Item.change($0) }
        let detail = try whatIsWrong { reply(to: $0, [], items) }
        #expect(detail.hasPrefix("change 3 of the log: "))
    }

    @Test func anAnswerWithAnotherChainIsNotStored() throws {
        let detail = try whatIsWrong { asked in
            let wrong = SyncReply(
                verdicts: [], items: [.change(change(1).bytes)], cursor: asked.cursor, head: 2, serverTime: host.now)
            return ReadReply(wrong, hash: host.host.hash)
        }
        #expect(detail.contains("chain does not match at 2"))
    }

    @Test func aFullServerIsReadToTheEndAndOfferedNothingMore() throws {
        var machine = machine()
        _ = machine.begin()
        _ = machine.next(.began(state))
        let pushing = try request(machine.next(.outbox(page([change(1)]))))
        #expect(pushing.changes.count == 1)
        let full = Problem(.storageFull, "", retryAfterSeconds: 60)
        let reading = try request(machine.next(.failed(.problem(full))))
        #expect(reading.changes.isEmpty && reading.cursor == pushing.cursor)
        let other = change(9)
        _ = machine.next(.replied(reply(to: reading, [], [.change(other.bytes)], head: 3), at: host.now))
        let rest = try request(machine.next(.stored(.stored(MergeSummary()))))
        #expect(rest.changes.isEmpty && rest.cursor.seq == 2)
        _ = machine.next(.replied(reply(to: rest, [], [.change(change(10).bytes)]), at: host.now))
        let done = try summary(machine.next(.stored(.stored(MergeSummary()))))
        #expect(done.heldUp == full && done.sent == 0)
    }

    @Test func aFullServerThatCannotBeReadEitherEndsTheSync() throws {
        var machine = machine()
        _ = machine.begin()
        _ = machine.next(.began(state))
        _ = machine.next(.outbox(page([change(1)])))
        let full = Problem(.storageFull, "", retryAfterSeconds: 60)
        _ = machine.next(.failed(.problem(full)))
        guard case .fail(.transport(.problem(full), _)) = machine.next(.failed(.problem(full))) else {
            Issue.record("it goes on")
            return
        }
    }

    /// What an answer says of when to come back, and whether the sync waits for that.
    @Test(
        arguments: [
            (.problem(Problem(.unavailable, "", retryAfterSeconds: 5)), 5),
            (
                .problem(Problem(.tooManyRequests, "", retryAfterSeconds: Limits.retryWaitSeconds)),
                Limits.retryWaitSeconds
            ),
            (.problem(Problem(.tooManyRequests, "", retryAfterSeconds: Limits.retryWaitSeconds + 1)), nil),
            (.problem(Problem(.unavailable, "")), nil), (.problem(Problem(.forbidden, "", retryAfterSeconds: 1)), nil),
            (.problem(Problem(.unknown, "slow_down: ", retryAfterSeconds: 2, retry: .after)), 2),
            (.problem(Problem(.unknown, "again: ", retry: .now)), 0),
            (.problem(Problem(.unknown, "gone: ", retryAfterSeconds: 2, retry: .never)), nil),
            (.notHuddle(server: server, status: 503, contentType: "text/html", retryAfterSeconds: 1), 1),
            (.notHuddle(server: server, status: 200, contentType: "text/html"), nil),
            (.unreachable(server: server, detail: "refused"), nil),
        ] as [(TransportError, Int?)])
    func aSyncWaitsAsLongAsItIsAskedTo(error: TransportError, seconds: Int?) throws {
        var machine = machine()
        _ = machine.begin()
        _ = machine.next(.began(state))
        let first = try request(machine.next(.outbox(page([change(1)]))))
        switch machine.next(.failed(error)) {
        case .wait(let asked):
            #expect(asked == seconds)
            #expect(try request(machine.next(.waited)) == first)
        case .fail(.transport(let told, _)): #expect(seconds == nil && told == error)
        case let action: throw Unexpected(action: "\(action)")
        }
    }

    @Test func aSyncDoesNotWaitForEver() throws {
        var machine = machine()
        let busy = TransportError.problem(Problem(.unavailable, "", retryAfterSeconds: 1))
        _ = machine.begin()
        _ = machine.next(.began(state))
        _ = machine.next(.outbox(page([change(1)])))
        var waits = 0
        while case .wait = machine.next(.failed(busy)) {
            waits += 1
            _ = machine.next(.waited)
        }
        #expect(waits == 3)
    }

    private func pulled(_ action: SyncMachine.Action) throws -> PulledPage {
        guard case .store(let page) = action else { throw Unexpected(action: "\(action)") }
        return page
    }

    @Test func thePageAfterNextIsForeseenOnceAllIsOffered() throws {
        var machine = machine()
        _ = machine.begin()
        _ = machine.next(.began(state))
        let others = (1...3).map { SyncReply.Item.change(change($0).bytes) }
        var asked = try request(machine.next(.outbox(page([change(4)]))))

        let taken = reply(to: asked, [.admitted], [others[0]], head: 4)
        let offering = try pulled(machine.next(.replied(taken, at: host.now)))
        #expect(offering.next == nil, "there may be more to offer")
        _ = machine.next(.stored(.stored(MergeSummary())))
        asked = try request(machine.next(.outbox([])))

        let reading = try pulled(machine.next(.replied(reply(to: asked, [], [others[1]], head: 4), at: host.now)))
        _ = machine.next(.stored(.stored(MergeSummary())))
        asked = try request(machine.next(.outbox([])))
        #expect(reading.next == asked)

        let last = try pulled(machine.next(.replied(reply(to: asked, [], [others[2]]), at: host.now)))
        #expect(last.next == nil, "the head is reached")
    }

    @Test func aLogThatIsReadAnewIsForeseenFromItsFirstPage() throws {
        var machine = machine()
        var state = state
        state.cursor = .start
        _ = machine.begin()
        var asked = try request(machine.next(.began(state)))
        let items = (1...2).map { SyncReply.Item.change(change($0).bytes) }
        let first = try pulled(machine.next(.replied(reply(to: asked, [], [items[0]], head: 2), at: host.now)))
        asked = try request(machine.next(.stored(.stored(MergeSummary()))))
        #expect(first.next == asked)
    }
}
