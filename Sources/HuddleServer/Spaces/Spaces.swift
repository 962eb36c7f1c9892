import HuddleCore
package import HuddleStore
package import HuddleWire
import Synchronization

/// The spaces' logs of a running server, each opened when it is first asked for, and closed when nobody has asked for a while.
package final class Spaces: Sendable {
    private let storage: any ServerStorage
    private let gatekeeper: Gatekeeper
    private let host: Host
    private let workers: Workers
    private let events: EventHub
    private let metrics: Metrics
    private let bell: WebhookBell
    private let places = Mutex<[RecordID: SpacePlace]>([:])

    package init(
        storage: any ServerStorage, gatekeeper: Gatekeeper, host: Host, workers: Workers, events: EventHub,
        metrics: Metrics, bell: WebhookBell = WebhookBell()
    ) {
        self.bell = bell
        self.metrics = metrics
        self.events = events
        self.storage = storage
        self.gatekeeper = gatekeeper
        self.host = host
        self.workers = workers
    }

    /// Takes what is pushed, together with what others push at the same time, and reads what is new.
    ///
    /// - Parameter answer: Makes the answer of the reply, on a worker.
    /// - Throws: `Problem`, `StoreError`.
    package func exchange<Answer: Sendable>(
        _ request: SyncRequest, as access: Access, from address: String? = nil,
        answer: @escaping @Sendable (SyncReply) throws -> Answer
    ) async throws -> Answer {
        let place = place(of: access.space.id)
        let log = try await workers.run { [self] in try enter(place, access.space.id) }
        defer { place.leave(at: host.now()) }
        let taken = try await log.take(request, writing: WriteRule(for: access))
        metrics.synced(taken.admission.verdicts)
        if !taken.admission.authors.isEmpty {
            await workers.runAnyway { [gatekeeper] in
                gatekeeper.note(taken.admission, from: request.replica, by: access, at: address)
            }
        }
        return try await workers.run { try answer(try log.reply(to: request, taken)) }
    }

    /// Blocks: call it on one of the `Workers`.
    ///
    /// - Throws: `StoreError`.
    package func compare(_ request: CompareRequest, as access: Access) throws -> CompareReply {
        let place = place(of: access.space.id)
        let log = try enter(place, access.space.id)
        defer { place.leave(at: host.now()) }
        return try log.compare(request)
    }

    /// The log's last number. Blocks.
    ///
    /// - Throws: `StoreError`.
    func head(as access: Access) throws -> UInt64 {
        try read(access.space.id) { try $0.state().cursor.seq }
    }

    /// Reads in one transaction. Blocks.
    ///
    /// - Parameter space: One that the caller may read: nobody is asked here.
    /// - Throws: `StoreError`.
    func read<Result>(_ space: RecordID, _ body: (any SpaceReader) throws -> Result) throws -> Result {
        let place = place(of: space)
        let log = try enter(place, space)
        defer { place.leave(at: host.now()) }
        return try log.read(body)
    }

    /// How many logs are open.
    package var openCount: Int { allPlaces.count { $0.isOpen } }

    /// Closes logs that nobody uses: those that were last used longest ago, until no more than `Limits.openSpaces` are open,
    /// and all that were not used for `Limits.spaceIdleSeconds`. Blocks.
    package func closeUnused() {
        let idle = host.now().milliseconds - Limits.spaceIdleSeconds * 1000
        let unused = allPlaces.compactMap { place in place.unusedSince.map { (place: place, since: $0) } }
            .sorted { $0.since < $1.since }
        var tooMany = openCount - Limits.openSpaces
        for (place, since) in unused where tooMany > 0 || since.milliseconds <= idle {
            if place.close() { tooMany -= 1 }
        }
    }

    private func enter(_ place: SpacePlace, _ space: RecordID) throws -> SpaceLog {
        let (log, isNew) = try place.enter { [storage, host, workers, events, metrics, bell] in
            SpaceLog(store: try storage.openSpace(space), host: host, workers: workers) { commit in
                metrics.committed(calls: commit.calls, took: commit.took)
                guard commit.admitted > 0 else { return }
                events.post(commit.head, in: space)
                bell.ring(for: space)
            }
        }
        if isNew, openCount > Limits.openSpaces { closeUnused() }
        return log
    }

    private var allPlaces: [SpacePlace] { places.withLock { Array($0.values) } }

    private func place(of space: RecordID) -> SpacePlace {
        places.withLock { places in
            if let place = places[space] { return place }
            let place = SpacePlace()
            places[space] = place
            return place
        }
    }
}
