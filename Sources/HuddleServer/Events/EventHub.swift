package import HuddleCore
package import HuddleStore
package import HuddleWire
import Synchronization

/// How many may listen at once.
package struct ListenerLimits: Hashable, Sendable {
    package var total = Limits.listeners
    package var perAccount = Limits.listenersPerAccount

    package init() {}
}

/// Those who listen for a space's log to grow, and what they are told: its last number, and nothing else.
///
/// A listener is one task that waits; whatever happens to many at once is done here, once: heartbeats by one timer, and
/// the question whether a listener may still listen by one look into the directory for all of a space.
package final class EventHub: Sendable {
    private struct Listener {
        let tokenHash: [UInt8]
        let member: RecordID
        /// The latest number takes the place of one that was not fetched yet.
        let heads: AsyncStream<UInt64>.Continuation
    }

    private struct Space {
        var head: UInt64 = 0
        var listeners: [UInt64: Listener] = [:]
    }

    /// What a space's listeners are due.
    private enum Errand {
        /// To be ended, those that may not listen any more.
        case check
        /// That, and for the others the log's last number.
        case tell
    }

    private struct State {
        var spaces: [RecordID: Space] = [:]
        var due: [RecordID: Errand] = [:]
        /// Up to where in the audit log rights were looked at.
        var rightsVersion: UInt64 = 0
        var count = 0
        var lastID: UInt64 = 0
        var isTelling = false
        var isOver = false
    }

    private let gatekeeper: Gatekeeper
    private let workers: Workers
    private let limits: ListenerLimits
    private let state = Mutex(State())

    package init(gatekeeper: Gatekeeper, workers: Workers, limits: ListenerLimits = ListenerLimits()) {
        self.limits = limits
        self.gatekeeper = gatekeeper
        self.workers = workers
    }

    /// Whether the server stops.
    var isOver: Bool { state.withLock { $0.isOver } }

    package var count: Int { state.withLock { $0.count } }

    /// Begins to listen. The check for room and the taking of it are one step, however many arrive at once.
    ///
    /// - Throws: `Problem` with `.tooManyRequests` or `.unavailable`, where there may be no more listeners.
    package func listen(to space: RecordID, as access: Access) throws(Problem) -> EventSubscription {
        let (heads, continuation) = AsyncStream.makeStream(of: UInt64.self, bufferingPolicy: .bufferingNewest(1))
        let member = access.member.id
        let taken = state.withLock { state -> Result<UInt64, Problem> in
            let own = state.spaces[space]?.listeners.values.count { $0.member == member } ?? 0
            if let problem = refusal(state, own) { return .failure(problem) }
            state.lastID += 1
            state.count += 1
            state.spaces[space, default: Space()].listeners[state.lastID] = Listener(
                tokenHash: access.device.tokenHash, member: member, heads: continuation)
            return .success(state.lastID)
        }
        let id = try taken.get()
        return EventSubscription(heads: heads) { [weak self] in self?.leave(space, id) }
    }

    private func refusal(_ state: State, _ own: Int) -> Problem? {
        if state.isOver { return Problem(.unavailable, "the server stops", retryAfterSeconds: 5) }
        if state.count >= limits.total {
            return Problem(.unavailable, "\(state.count) others are listening", retryAfterSeconds: 60)
        }
        guard own < limits.perAccount else {
            return Problem(.tooManyRequests, "this member listens \(own) times already", retryAfterSeconds: 60)
        }
        return nil
    }

    /// Says how far a space's log goes by now.
    package func post(_ head: UInt64, in space: RecordID) {
        let starts = state.withLock { state in
            guard var listened = state.spaces[space], head > listened.head else { return false }
            listened.head = head
            state.spaces[space] = listened
            state.due[space] = .tell
            defer { state.isTelling = true }
            return !state.isTelling
        }
        if starts { tell() }
    }

    /// Lets every listener hear that the server is there, and ends those that may not listen any more.
    package func beat() {
        visitAll(.tell)
    }

    /// Ends those that may not listen any more, because rights were changed here.
    package func rightsChanged() {
        visitAll(.check)
    }

    /// Ends those that may not listen any more, where rights were changed since this was last called: by a command beside
    /// this server, for what is changed here comes by `rightsChanged`. Blocks.
    package func lookForChangedRights() throws {
        guard count > 0 else { return }
        let version = try gatekeeper.rightsVersion()
        let isNew = state.withLock { state in
            defer { state.rightsVersion = version }
            return state.rightsVersion != version
        }
        if isNew { rightsChanged() }
    }

    private func visitAll(_ errand: Errand) {
        let starts = state.withLock { state in
            guard !state.spaces.isEmpty else { return false }
            for space in state.spaces.keys where state.due[space] != .tell { state.due[space] = errand }
            defer { state.isTelling = true }
            return !state.isTelling
        }
        if starts { tell() }
    }

    /// Ends all of them, because the server stops.
    package func finish() {
        let all = state.withLock { state in
            state.isOver = true
            return state.spaces.values.flatMap(\.listeners.values)
        }
        for listener in all { listener.heads.finish() }
    }

    /// One space a turn of a worker.
    private func tell() {
        workers.start { [self] isRunning in
            let next = state.withLock { state -> (RecordID, Errand, Space)? in
                guard isRunning, let (space, errand) = state.due.popFirst() else {
                    state.isTelling = false
                    return nil
                }
                return (space, errand, state.spaces[space] ?? Space())
            }
            guard let (id, errand, space) = next else { return }
            visit(id, errand, space)
            tell()
        }
    }

    /// - Invariant: Nothing goes to a listener whose right was taken back before this was called.
    private func visit(_ id: RecordID, _ errand: Errand, _ space: Space) {
        let listeners = Array(space.listeners.values)
        // Where nobody can say who may listen, nobody is told.
        guard let mayListen = try? gatekeeper.mayListen(listeners.map(\.tokenHash), to: id) else { return }
        for (listener, mayListen) in zip(listeners, mayListen) {
            switch (mayListen, errand) {
            case (false, _): listener.heads.finish()
            case (true, .tell): listener.heads.yield(space.head)
            case (true, .check): break
            }
        }
    }

    private func leave(_ space: RecordID, _ id: UInt64) {
        let listener = state.withLock { state -> Listener? in
            guard let listener = state.spaces[space]?.listeners.removeValue(forKey: id) else { return nil }
            state.count -= 1
            if state.spaces[space]?.listeners.isEmpty == true { state.spaces[space] = nil }
            return listener
        }
        listener?.heads.finish()
    }
}

/// A place among those who listen. It is given back when nobody holds it any more, at the latest.
package final class EventSubscription: Sendable {
    /// The log's numbers from now on, the same one again for a heartbeat.
    package let heads: AsyncStream<UInt64>
    package let leave: @Sendable () -> Void

    init(heads: AsyncStream<UInt64>, leave: @escaping @Sendable () -> Void) {
        self.heads = heads
        self.leave = leave
    }

    deinit { leave() }
}
