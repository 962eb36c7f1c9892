import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Testing

/// No caller takes what belongs to all.
@Suite struct TrafficTests {
    @Test func aCallerGoesOnAtItsRateAndAfterABurst() {
        let limiter = RateLimiter<Int>(perMinute: 60, burst: 5)
        var now = SimulatedHost.start
        for _ in 0..<5 { #expect(limiter.take(1, at: now) == nil) }
        #expect(limiter.take(1, at: now) == 1)
        #expect(limiter.take(2, at: now) == nil, "one caller's haste is not another's")
        now = WallTime(milliseconds: now.milliseconds + 1000)
        #expect(limiter.take(1, at: now) == nil)
        #expect(limiter.take(1, at: now) == 1)
    }

    @Test func aClockThatIsSetBackShutsNobodyOutForLong() {
        let limiter = RateLimiter<Int>(perMinute: 60, burst: 5)
        let day = WallTime(milliseconds: SimulatedHost.start.milliseconds + 86_400_000)
        for _ in 0..<5 { _ = limiter.take(1, at: day) }
        #expect(limiter.take(1, at: SimulatedHost.start) ?? 0 <= 5)
    }

    @Test func moreCallersThanAreRememberedNeedNoMoreMemory() {
        let limiter = RateLimiter<Int>(perMinute: 1, burst: 1)
        for caller in 0..<(Limits.callersRemembered * 3 / 2) { _ = limiter.take(caller, at: SimulatedHost.start) }
        #expect(limiter.count <= Limits.callersRemembered)
    }

    @Test(arguments: [
        ("192.0.2.7", [], "192.0.2.7"),
        ("192.0.2.7", ["198.51.100.1"], "192.0.2.7"),
        ("10.1.2.3", ["198.51.100.1"], "198.51.100.1"),
        ("10.1.2.3", ["203.0.113.5, 198.51.100.1"], "198.51.100.1"),
        ("10.1.2.3", ["203.0.113.5", "198.51.100.1 , 10.9.9.9"], "198.51.100.1"),
        ("10.1.2.3", ["198.51.100.1:4711"], "198.51.100.1"),
        ("10.1.2.3", ["[2001:db8::1]:4711"], "2001:db8::1"),
        ("10.1.2.3", ["198.51.100.1, nonsense"], "10.1.2.3"),
        ("10.1.2.3", [], "10.1.2.3"),
        ("::ffff:10.1.2.3", ["198.51.100.1"], "198.51.100.1"),
    ])
    func forwardedAddressesAreBelievedFromProxiesAlone(peer: String, fields: [String], caller: String) throws {
        let proxies = Proxies(ranges: [try #require(AddressRange("10.0.0.0/8"))])
        #expect(proxies.caller(peer: IPAddress(peer), forwardedFor: fields) == IPAddress(caller))
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0/8", "", "host", "::1/129", "10.0.0.0/-1", "10.0.0.0/"])
    func whatIsNoRangeOfAddressesIsNone(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test func anAddressThatCallsTooOftenIsToldWhenToComeBack() async throws {
        var server = try TestServer()
        server.rates.perAddress = 1
        let machine = server.machine
        try await server.withLiveClient { client in
            for _ in 0..<Limits.burstSeconds {
                #expect(try await client.execute(uri: "/health/live", method: .get).status == .ok)
            }
            let refused = try await client.execute(uri: "/health/live", method: .get)
            #expect(try refused.problem().code == .tooManyRequests)
            #expect(refused.headers[.retryAfter] == "1")
            machine.advance(milliseconds: 1000)
            #expect(try await client.execute(uri: "/health/live", method: .get).status == .ok)
        }
    }

    @Test func aMemberThatCallsTooOftenDoesNotHoldOthersUp() async throws {
        var server = try TestServer()
        server.rates.perAccount = 1
        let space = try server.makeSpace()
        let (maria, james) = (try server.device(in: space), try server.device("James", in: space))
        try await server.withClient { client in
            for _ in 0..<Limits.burstSeconds { _ = try await maria.sync(through: client) }
            let refused = try await client.post(maria.path, "{}", maria.headers(.json))
            #expect(try refused.problem().code == .tooManyRequests)
            _ = try await james.sync(through: client)
        }
    }

    @Test func whoeverTriesInvitationsIsSlowedDown() async throws {
        var server = try TestServer()
        server.rates.joinsPerAddress = 3
        try await server.withLiveClient { client in
            for attempt in 1...4 {
                let answer = try await client.post("/v1/join", "{}", [.contentType: "application/json"])
                #expect(try answer.problem().code == (attempt <= 3 ? .malformed : .tooManyRequests))
            }
        }
    }
}
