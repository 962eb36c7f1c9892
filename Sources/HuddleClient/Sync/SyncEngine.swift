package import HuddleCore
package import HuddleStore
import HuddleWire

/// Does what a `SyncMachine` decides, on a real store and over a real transport.
package struct SyncEngine: Sendable {
    private let store: any SpaceStore
    private let transport: any Transport
    private let host: Host
    private let page: PageLimit

    package init(store: any SpaceStore, transport: any Transport, host: Host, page: PageLimit = .full) {
        self.store = store
        self.transport = transport
        self.host = host
        self.page = page
    }

    /// Sends what waits and reads what is new, until there is neither.
    ///
    /// - Parameter progress: Told how far the log was read, after each page.
    /// - Throws: `SyncError`, and whatever the store throws. Everything up to then is kept.
    package func sync(progress: (Cursor) -> Void = { _ in }) async throws -> SyncSummary {
        var machine = SyncMachine(hash: host.hash, page: page)
        var action = machine.begin()
        while true {
            switch action {
            case .finish(let summary): return summary
            case .fail(let error): throw error
            case .readState, .readOutbox, .exchange, .store, .renewReplica, .forgetLog:
                if case .store(let page) = action { progress(page.end) }
                action = machine.next(try await perform(action))
            }
        }
    }

    private func perform(_ action: SyncMachine.Action) async throws -> SyncMachine.Event {
        switch action {
        case .readState:
            return .began(try store.read { try $0.state() })
        case .readOutbox(let key):
            return .outbox(try store.read { try $0.outbox(after: key, page: page) })
        case .exchange(let request):
            do throws(TransportError) {
                let reply = try await transport.exchange(request)
                return .replied(reply, at: host.now())
            } catch {
                return .failed(error)
            }
        case .store(let page):
            return .stored(try store.write { try $0.pull(page) })
        case .renewReplica:
            return .began(
                try store.write { writer in
                    try writer.renewReplica(host.newReplicaID())
                    return try writer.state()
                })
        case .forgetLog:
            return .began(
                try store.write { writer in
                    try writer.forgetLog()
                    return try writer.state()
                })
        case .finish, .fail:
            preconditionFailure("the loop ends with these")
        }
    }
}

extension SpaceWriter {
    fileprivate func pull(_ page: PulledPage) throws(StoreError) -> PullOutcome {
        try pull(
            page.items, from: page.start, to: page.end, refusals: page.refusals, serverTime: page.serverTime,
            receivedAt: page.receivedAt)
    }
}
