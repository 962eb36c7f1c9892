import HuddleCore
package import HuddleStore
import HuddleWire
import Synchronization

/// How much each caller may ask for.
package struct TrafficRates: Hashable, Sendable {
    /// Requests a second from one address.
    package var perAddress = Limits.requestsPerAddress
    /// Requests a second of one member, from all devices.
    package var perAccount = Limits.requestsPerAccount
    /// Attempts to join a minute from one address.
    package var joinsPerAddress = Limits.joinsPerAddress
    /// Readings of feeds a minute from one address.
    package var feedsPerAddress = Limits.feedsPerAddress
    package var connectionsPerAddress = Limits.connectionsPerAddress

    package init() {}
}

/// Keeps any one caller from taking what belongs to all.
package struct Traffic: Sendable {
    let proxies: Proxies
    let bodies: BodyBudget
    let exports = ExportSlots()
    let feeds = ExportSlots(perKey: Limits.readersPerFeed, total: Limits.feedReaders)
    private let host: Host
    private let addresses: RateLimiter<IPAddress>
    private let joins: RateLimiter<IPAddress>
    private let feedReadings: RateLimiter<IPAddress>
    private let accounts: RateLimiter<RecordID>
    private let calls = CallsAtOnce()

    package init(host: Host, rates: TrafficRates = TrafficRates(), bodies: BodyBudget = BodyBudget()) {
        self.init(host: host, rates: rates, proxies: .none, bodies: bodies)
    }

    init(host: Host, rates: TrafficRates, proxies: Proxies, bodies: BodyBudget = BodyBudget()) {
        self.host = host
        self.proxies = proxies
        self.bodies = bodies
        let burst = Limits.burstSeconds
        addresses = RateLimiter(perMinute: rates.perAddress * 60, burst: rates.perAddress * burst)
        accounts = RateLimiter(perMinute: rates.perAccount * 60, burst: rates.perAccount * burst)
        joins = RateLimiter(perMinute: rates.joinsPerAddress, burst: rates.joinsPerAddress)
        feedReadings = RateLimiter(perMinute: rates.feedsPerAddress, burst: rates.feedsPerAddress)
    }

    /// - Throws: `Problem` with `.tooManyRequests`.
    func request(from caller: IPAddress?) throws(Problem) {
        guard let caller else { return }
        try refuse(addresses.take(caller.network, at: host.now()), "this address")
    }

    /// - Throws: `Problem` with `.tooManyRequests`.
    func join(from caller: IPAddress?) throws(Problem) {
        guard let caller else { return }
        try refuse(joins.take(caller.network, at: host.now()), "joining from this address")
    }

    /// - Throws: `Problem` with `.tooManyRequests`.
    func feed(from caller: IPAddress?) throws(Problem) {
        guard let caller else { return }
        try refuse(feedReadings.take(caller.network, at: host.now()), "reading feeds from this address")
    }

    /// Runs a member's call.
    ///
    /// - Throws: `Problem` with `.tooManyRequests`, and whatever `body` throws.
    func call<Result>(by member: RecordID, _ body: () async throws -> Result) async throws -> Result {
        try refuse(accounts.take(member, at: host.now()), "this member")
        guard calls.enter(member) else {
            throw Problem(
                .tooManyRequests, "this member has \(Limits.callsPerAccount) calls open", retryAfterSeconds: 1)
        }
        defer { calls.leave(member) }
        return try await body()
    }

    private func refuse(_ seconds: Int?, _ who: String) throws(Problem) {
        guard let seconds else { return }
        throw Problem(.tooManyRequests, "\(who) calls too often", retryAfterSeconds: seconds)
    }
}

/// How many calls each member has open.
private final class CallsAtOnce: Sendable {
    private let counts = Mutex<[RecordID: Int]>([:])

    func enter(_ member: RecordID) -> Bool {
        counts.withLock { counts in
            let count = counts[member, default: 0]
            guard count < Limits.callsPerAccount else { return false }
            counts[member] = count + 1
            return true
        }
    }

    func leave(_ member: RecordID) {
        counts.withLock { counts in
            let count = counts[member, default: 1] - 1
            counts[member] = count == 0 ? nil : count
        }
    }
}
