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
        var foreseen: Foreseen?
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
            case .exchange(let request):
                if let known = foreseen.take(), known.request == request {
                    action = machine.next(known.event)
                } else {
                    action = machine.next(await exchange(request))
                }
            case .compare(let request): action = machine.next(await compare(request))
            case .store(let page):
                progress(page.end)
                // The next page is read by the server and decoded here while this one is stored.
                async let reply = foresee(page.next)
                let stored = try store.perform(action, host: host, offer: offer)
                foreseen = await reply
                action = machine.next(stored)
            case .readState, .readOutbox, .renewReplica, .forgetLog, .restamp, .readDigests:
                action = machine.next(try store.perform(action, host: host, offer: offer))
            }
        }
    }

    /// The answer to a request that the machine has not made yet. It may come to ask something else, and then this is let go.
    private struct Foreseen {
        let request: SyncRequest
        let event: SyncMachine.Event
    }

    private func foresee(_ request: SyncRequest?) async -> Foreseen? {
        guard let request else { return nil }
        return Foreseen(request: request, event: await exchange(request))
    }

    private func exchange(_ request: SyncRequest) async -> SyncMachine.Event {
        do throws(TransportError) {
            let reply = try await transport.exchange(request)
            let time = host.now()
            return .replied(ReadReply(reply, hash: host.hash), at: time)
        } catch {
            return .failed(error)
        }
    }

    private func compare(_ request: CompareRequest) async -> SyncMachine.Event {
        do throws(TransportError) {
            return .compared(try await transport.compare(request))
        } catch {
            return .failed(error)
        }
    }
}
