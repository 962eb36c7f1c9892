package import HuddleCore
package import HuddleStore
import HuddleWire

/// Does what a `SyncMachine` decides, on a real store and over a real transport.
package struct SyncEngine: Sendable {
    private let store: any SpaceStore
    private let transport: any Transport
    private let host: Host
    private let page: PageLimit
    /// What is offered at once. A quarter of what a page may hold: a server has all of it in memory several times over while
    /// it judges and merges it.
    private let offer: PageLimit
    private static let changesOffered = 2000

    package init(store: any SpaceStore, transport: any Transport, host: Host, page: PageLimit = .full) {
        self.store = store
        self.transport = transport
        self.host = host
        self.page = page
        offer = PageLimit(changes: min(page.changes, Self.changesOffered), bytes: page.bytes)
    }

    /// Sends what waits and reads what is new, until there is neither.
    ///
    /// - Parameters:
    ///   - progress: Told how far the log was read, after each page.
    ///   - waiting: Told before it waits because the server asked for it.
    /// - Throws: `SyncError`, and whatever the store throws. Everything up to then is kept.
    package func sync(
        progress: (Cursor) -> Void = { _ in }, waiting: (_ seconds: Int) -> Void = { _ in }
    ) async throws -> SyncSummary {
        try store.releaseHeldBack()
        var machine = SyncMachine(hash: host.hash, page: page)
        var action = machine.begin()
        while true {
            switch action {
            case .finish(let summary): return summary
            case .fail(let error):
                if case .transport(.problem(let problem), _) = error, problem.code == .unauthorized {
                    try store.holdBack(problem.detail, at: host.now())
                }
                throw error
            case .wait(let seconds):
                waiting(seconds)
                try await transport.wait(seconds: seconds)
                action = machine.next(.waited)
            case .readState, .readOutbox, .exchange, .store, .renewReplica, .forgetLog, .restamp, .readDigests,
                .compare:
                if case .store(let page) = action { progress(page.end) }
                action = machine.next(try await perform(action))
            }
        }
    }

    private func perform(_ action: SyncMachine.Action) async throws -> SyncMachine.Event {
        do throws(TransportError) {
            if case .exchange(let request) = action {
                let reply = try await transport.exchange(request)
                return .replied(reply, at: host.now())
            }
            if case .compare(let request) = action { return .compared(try await transport.compare(request)) }
        } catch {
            return .failed(error)
        }
        return try store.perform(action, host: host, offer: offer)
    }
}
