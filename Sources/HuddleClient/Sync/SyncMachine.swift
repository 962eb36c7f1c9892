package import HuddleCore
package import HuddleStore
package import HuddleWire

/// Decides what a sync does next. It does nothing itself: `next` takes what happened and returns what to do,
/// so that every order of events can be tried without a network, a disk or a clock.
///
/// One round reads a page of the outbox, exchanges it, and stores the answer's page in one transaction. Rounds go on until
/// the outbox has been offered and the log read to its head.
package struct SyncMachine: Sendable {
    /// What the driver must do. It reports back with the event that is named.
    package enum Action: Sendable {
        /// Read the store's state anew → `.began`.
        case readState
        /// → `.outbox`
        case readOutbox(after: ArrivalKey?)
        /// → `.replied` or `.failed`
        case exchange(SyncRequest)
        /// Store a page whole → `.stored`
        case store(PulledPage)
        /// Take a new replica id → `.began`
        case renewReplica
        /// Give up every place in the log → `.began`
        case forgetLog
        /// Give this replica's unsettled changes stamps that the server will take, if these are still too far ahead and the log
        /// was read to here → `.restamped`, or `.stored(.overtaken)`
        case restamp(ahead: Set<ChangeID>, at: Cursor)
        /// → `.digests`
        case readDigests
        /// → `.compared` or `.failed`
        case compare(CompareRequest)
        /// Wait as long as the server asks → `.waited`
        case wait(seconds: Int)
        case finish(SyncSummary)
        case fail(SyncError)
    }

    package enum Event: Sendable {
        case began(SpaceState)
        case outbox([ArrivedChange])
        case replied(ReadReply, at: WallTime)
        case stored(PullOutcome)
        case restamped(Set<ChangeID>)
        case digests([ReplicaDigest])
        case compared(CompareReply)
        case waited
        case failed(TransportError)
    }

    private let hash: Hash128
    private let page: PageLimit
    /// How many changes the next page that is only read may have. Few at first, so that there is soon something to store while
    /// the server reads on; twice as many after each page.
    private var wanted: Int
    private var cursor = Cursor.start
    private var replica = ReplicaID(bits: 1)
    private var spaceName = ""
    /// The page that is on its way.
    private var pushed: [ArrivedChange] = []
    /// Where the cursor stands once the page at hand is stored.
    private var end = Cursor.start
    private var offeredUpTo: ArrivalKey?
    private var hasOfferedAll = false
    /// The log's head when it last answered.
    private var head: UInt64?
    /// From the start of a log everything is read before anything is offered: after its history changed, most of it is there.
    private var isReadingAnew = false
    /// Replicas of which the server holds what is held here: their ids suffice.
    private var known: [ReplicaID] = []
    private var mayCompare = false
    private var isComparing = false
    /// What to do again after a wait.
    private var postponed: Action?
    private var waitsLeft = Self.waits
    private var hasRestamped = false
    /// What was stamped anew and is not known to be in the log yet.
    private var restamped: Set<ChangeID> = []
    /// What waited to be sent for the first time when the server's history turned out to be another one.
    private var neverSent: Set<ChangeID> = []
    private var restartsLeft = Self.restarts
    private var summary = SyncSummary()

    /// How often a sync begins anew before it gives up: another process may sync at the same time, a server may
    /// be restored, this log may be a copy; none of that happens again and again.
    private static let restarts = 8

    /// Changes of the first page that is only read.
    private static let firstPage = 1000

    /// How often a sync waits for a busy server before it leaves that to whoever started it.
    private static let waits = 3

    package init(hash: @escaping Hash128, page: PageLimit = .full) {
        self.hash = hash
        self.page = page
        wanted = min(page.changes, Self.firstPage)
    }

    package mutating func begin() -> Action { .readState }

    package mutating func next(_ event: Event) -> Action {
        switch event {
        case .began(let state):
            cursor = state.cursor
            replica = state.replica
            spaceName = state.name
            offeredUpTo = nil
            hasOfferedAll = summary.heldUp != nil
            isReadingAnew = cursor.seq == 0
            return isReadingAnew && mayCompare ? .readDigests : offer()
        case .outbox(let changes):
            pushed = changes.offerable
            hasOfferedAll = changes.isEmpty
            return isComplete ? finish() : exchange()
        case .replied(let reply, let wall): return take(reply, at: wall)
        case .stored(let outcome): return goOn(after: outcome)
        case .restamped(let ids):
            hasRestamped = true
            restamped = ids
            summary.ahead = []
            return restart(.readState)
        case .failed(.problem(let problem)) where problem.code == .historyChanged:
            mayCompare = true
            summary.historyChanged = true
            neverSent.formUnion(offered.map(\.id))
            return restart(.forgetLog)
        case .digests(let digests):
            mayCompare = false
            isComparing = true
            return .compare(CompareRequest(digests: Array(digests.prefix(Limits.replicasPerComparison))))
        case .compared(let reply):
            isComparing = false
            known = reply.same
            return exchange()
        case .failed(.problem(let problem)) where isComparing && problem.code == .notFound:
            // A server from before comparisons: everything is read whole.
            isComparing = false
            return exchange()
        case .failed(.problem(let problem)) where problem.code == .storageFull && !offered.isEmpty:
            // Reading alone may still work, and needs no room there.
            summary.heldUp = problem
            pushed = []
            hasOfferedAll = true
            return exchange()
        case .failed(let error): return postpone(error) ?? .fail(.transport(error, summary))
        case .waited:
            defer { postponed = nil }
            return postponed ?? offer()
        }
    }

    /// What the current request pushes.
    private var offered: [ArrivedChange] { isReadingAnew ? [] : pushed }

    /// Waits where the server asks for it, and not for long.
    private mutating func postpone(_ error: TransportError) -> Action? {
        guard waitsLeft > 0, let seconds = error.retryDelay, seconds <= Limits.retryWaitSeconds else { return nil }
        waitsLeft -= 1
        // A comparison only saves bytes: it is not asked for again.
        isComparing = false
        postponed = exchange()
        return .wait(seconds: seconds)
    }

    private var isComplete: Bool { hasOfferedAll && head == cursor.seq && !isReadingAnew }

    /// Only what was read to the end is stamped anew: what the server took is settled by then. Once; what is too far
    /// ahead even so waits for its time.
    private func finish() -> Action {
        guard summary.clockAhead > 0, !hasRestamped, summary.heldUp == nil else { return .finish(summary) }
        return .restamp(ahead: summary.ahead, at: cursor)
    }

    private func offer() -> Action {
        if isReadingAnew { return exchange() }
        guard summary.heldUp != nil else { return .readOutbox(after: offeredUpTo) }
        return isComplete ? finish() : exchange()
    }

    private func exchange() -> Action { .exchange(request(from: cursor, offering: offered)) }

    private func request(from cursor: Cursor, offering changes: [ArrivedChange]) -> SyncRequest {
        SyncRequest(
            cursor: cursor, replica: replica, changes: changes.map(\.bytes),
            limit: changes.isEmpty ? wanted : page.changes, known: isReadingAnew ? known : [])
    }

    private mutating func restart(_ action: Action) -> Action {
        guard restartsLeft > 0 else { return .fail(.unsettled(summary)) }
        restartsLeft -= 1
        pushed = []
        head = nil
        return action
    }

    /// Checks a reply against what was asked and against the chain before any of it is stored.
    private mutating func take(_ reply: ReadReply, at wall: WallTime) -> Action {
        guard reply.verdicts.count == offered.count else {
            return .fail(.garbled("\(reply.verdicts.count) verdicts for \(offered.count) changes", summary))
        }
        end = reply.items.reduce(cursor) { $0.advanced(over: $1.id, hash: hash) }
        if let fault = reply.fault {
            return .fail(.garbled("change \(end.seq + 1) of the log: \(fault)", summary))
        }
        guard end == reply.cursor else {
            return .fail(.garbled("the log's chain does not match at \(end.seq)", summary))
        }
        let head = max(reply.head, end.seq)
        self.head = head
        let refusals = note(reply.verdicts, of: offered, at: wall)
        wanted = min(page.changes, wanted * 2)
        // What is in the log was let in after all, because somebody else brought it.
        for item in reply.items { summary.settle(item.id) }
        return .store(
            PulledPage(
                items: reply.items, start: cursor, end: end, head: head, refusals: refusals,
                serverTime: reply.serverTime,
                receivedAt: wall, newName: newName(reply.spaceName), next: next(after: end, head)))
    }

    /// What is asked next if the page is stored and nothing comes up to be sent; nil where that is not to be foreseen.
    private func next(after end: Cursor, _ head: UInt64) -> SyncRequest? {
        end.seq < head && (isReadingAnew || hasOfferedAll) ? request(from: end, offering: []) : nil
    }

    /// What the space is called from now on; nil where that is what it is called here.
    private mutating func newName(_ name: String) -> String? {
        guard !name.isEmpty, name != spaceName, name.utf8.count <= Limits.nameBytes else { return nil }
        spaceName = name
        summary.newName = name
        return name
    }

    private mutating func note(_ verdicts: [Verdict], of offered: [ArrivedChange], at wall: WallTime) -> [Refusal] {
        var refusals: [Refusal] = []
        for (change, verdict) in zip(offered, verdicts) {
            switch verdict {
            case .admitted:
                summary.sent += 1
                let isNew = neverSent.contains(change.id) || restamped.contains(change.id)
                if summary.historyChanged, !isNew { summary.sentAgain += 1 }
                countRestamped(change.id)
                if let parent = change.commented(hash) { summary.commented.insert(parent) }
            case .duplicate: countRestamped(change.id)
            case .refused(.clockAhead, _): summary.ahead.insert(change.id)
            case .refused(let code, let detail):
                summary.refusals[change.id] = code
                refusals.append(Refusal(id: change.id, code: code.rawValue, detail: detail, at: wall))
            }
        }
        return refusals
    }

    /// Also where the first answer was lost, and the log says that it has it already.
    private mutating func countRestamped(_ id: ChangeID) {
        if restamped.remove(id) != nil { summary.restamped += 1 }
    }

    private mutating func goOn(after outcome: PullOutcome) -> Action {
        switch outcome {
        case .overtaken:
            // Everything that waits is offered again, and judged again.
            summary.ahead = []
            return restart(.readState)
        case .isCopy where !known.isEmpty:
            // The log grew since the comparison, or a sum agreed by chance: read on without trusting any.
            known = []
            return exchange()
        case .isCopy:
            summary.replicaRenewed = true
            return restart(.renewReplica)
        case .stored(let merged):
            summary.received += merged.merged
            summary.conflicted.formUnion(merged.conflicted)
            summary.commented.formUnion(merged.commented)
            cursor = end
            offeredUpTo = pushed.last?.key ?? offeredUpTo
            if isReadingAnew, head == cursor.seq { isReadingAnew = false }
            return offer()
        }
    }
}

extension ArrivedChange {
    /// Of a comment, what it is about.
    fileprivate func commented(_ hash: Hash128) -> RecordID? {
        guard let change = try? Change(decoding: bytes, hash: hash), change.type == .comment else { return nil }
        return change.writes.first { $0.cell == FieldName.parent }?.value.reference
    }
}

/// A checked page, to be stored in one transaction.
package struct PulledPage: Sendable {
    package let items: [PulledItem]
    package let start: Cursor
    package let end: Cursor
    /// The end of the server's log.
    package let head: UInt64
    package let refusals: [Refusal]
    package let serverTime: WallTime
    package let receivedAt: WallTime
    /// What the space is called from now on, where it was renamed.
    package let newName: String?
    /// What is asked next, as far as is known already: a driver may ask for it while it stores this page.
    package let next: SyncRequest?
}

/// What a sync came to.
package struct SyncSummary: Hashable, Sendable {
    /// Changes that the log took from here.
    package var sent = 0
    /// Those of them that the log had before the server was restored, and had lost.
    package var sentAgain = 0
    /// Changes of others that are new here.
    package var received = 0
    /// Changes that were refused and are not in the log: they are in quarantine now.
    package var refusals: [ChangeID: RefusalCode] = [:]
    /// Changes that wait because their stamps are ahead of the server's clock.
    package var ahead: Set<ChangeID> = []
    /// Why the rest of what waits here was not sent, while reading went on.
    package var heldUp: Problem?
    /// Changes that the log took from here once they were stamped anew.
    package var restamped = 0
    /// Records that a page left in conflict, or edited while they were deleted.
    package var conflicted: Set<RecordID> = []
    /// What the comments that came or were sent are about.
    package var commented: Set<RecordID> = []
    package var replicaRenewed = false
    package var historyChanged = false
    /// What the space is called since an admin of the server renamed it.
    package var newName: String?

    package init() {}

    package var refused: Int { refusals.count }
    package var clockAhead: Int { ahead.count }

    /// A change was read back from the log.
    fileprivate mutating func settle(_ id: ChangeID) {
        refusals[id] = nil
        ahead.remove(id)
    }
}

/// Why a sync ended early. What it did until then is kept, and the next one goes on from there.
package enum SyncError: Error, Hashable, Sendable {
    case transport(TransportError, SyncSummary)
    /// The server's answer contradicts itself or what was asked. None of it was stored.
    case garbled(String, SyncSummary)
    /// It began anew too many times.
    case unsettled(SyncSummary)
}

extension SyncError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .transport(let error, _): error.description
        case .garbled(let detail, _):
            "The server's answer makes no sense (\(detail.visible)). Nothing of it was stored and nothing is lost: "
                + "try again, and tell the server's admin if it goes on."
        case .unsettled:
            "The log on the server kept changing while it was read. Nothing is lost: try again."
        }
    }
}
