import Foundation
import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing

/// Links that need no account, and that open one list until they end.
@Suite struct FeedTests {
    private static let secret = [UInt8](repeating: 5, count: 32)

    private static func path(_ secret: [UInt8] = secret, ending: String = "ics") -> String {
        "/feeds/\(Base64URL.encode(secret)).\(ending)"
    }

    /// Makes a feed as a member's program does.
    private func make(
        _ team: ServerTeam, _ device: TestDevice? = nil, secret: [UInt8] = secret, format: String = "ics",
        list: String = "actions", query: String = "", days: Int? = nil, through client: any TestClientProtocol
    ) async throws -> TestResponse {
        let request = FeedRequest(
            secretHash: TokenHash.of(secret), name: "", format: format, list: list, query: query, days: days)
        return try await client.post(
            "/v1/spaces/\(team.space.id.text)/feeds", try request.encoded(as: .json),
            (device ?? team.device).headers(.json))
    }

    private func get(
        _ path: String, _ headers: HTTPFields = [:], through client: any TestClientProtocol
    ) async throws -> TestResponse {
        try await client.execute(uri: path, method: .get, headers: headers)
    }

    @Test(arguments: ["ics", "events", "atom", "json"])
    func whoeverHasTheLinkReadsTheListAsItIs(format: String) async throws {
        let team = try ServerTeam()
        let ending = format == "events" ? "ics" : format
        try await team.server.withClient { client in
            try await team.write(
                ["text": "Fix the hinge", "kind": "action", "due": "2027-01-15"], ["text": "A note"], through: client)
            let made: FeedInfo = try await make(team, format: format, through: client).message()
            #expect(made.memberName == "Maria Silva" && made.revoked == nil && made.fetched == nil)
            let first = try await get(Self.path(ending: ending), through: client)
            #expect(first.status == .ok)
            let text = String(buffer: first.body)
            #expect(text.contains("Fix the hinge") && !text.contains("A note"))
            #expect(first.headers[.cacheControl] == "private, no-cache")
            #expect(first.headers[HTTPField.Name("Referrer-Policy")!] == "no-referrer")
            #expect(first.headers[.contentSecurityPolicy]?.hasPrefix("sandbox;") == true)
            #expect(!text.contains(Base64URL.encode(Self.secret)))

            let tag = try #require(first.headers[.eTag])
            for known in [tag, "\"x\", " + tag, String(tag.dropFirst(2)), "*"] {
                let again = try await get(Self.path(ending: ending), [.ifNoneMatch: known], through: client)
                #expect(again.status == .notModified && again.body.readableBytes == 0)
                #expect(again.headers[.eTag] == tag)
            }
            let packed = try await get(Self.path(ending: ending), [.acceptEncoding: "gzip"], through: client)
            #expect(packed.headers[.contentEncoding] == "gzip" && packed.headers[.vary] == "Accept-Encoding")
            #expect(try Gzip.decompress(Array(buffer: packed.body), limit: 100_000) == Array(text.utf8))
            #expect(packed.headers[.eTag] == tag && tag.hasPrefix("W/"), "a weak tag holds for both codings")

            let head = try await client.execute(uri: Self.path(ending: ending), method: .head)
            #expect(head.status == .ok && head.headers[.eTag] == tag && head.body.readableBytes == 0)

            try await team.write(["text": "Order hinges", "kind": "action", "due": "2027-01-16"], through: client)
            let later = try await get(Self.path(ending: ending), [.ifNoneMatch: tag], through: client)
            #expect(later.status == .ok && later.headers[.eTag] != tag)
            #expect(String(buffer: later.body).contains("Order hinges"))
        }
    }

    @Test func aNewDayIsNewsAndWordsForDaysGoAlong() async throws {
        let team = try ServerTeam()
        let day = LocalCalendar.utc.day(of: team.server.machine.now)
        try await team.server.withClient { client in
            try await team.write(
                ["text": "Soon", "kind": "action", "due": day.adding(days: 7).text],
                ["text": "Mine", "kind": "action", "owners/Maria Silva": "", "due": day.text], through: client)
            _ = try await make(team, query: "due-before=%2B7d", through: client)
            let other = [UInt8](repeating: 6, count: 32)
            _ = try await make(team, secret: other, format: "json", query: "owner=me", through: client)
            let first = try await get(Self.path(), through: client)
            #expect(!String(buffer: first.body).contains("Soon"))
            let own = String(buffer: try await get(Self.path(other, ending: "json"), through: client).body)
            #expect(own.contains("Mine") && !own.contains("Soon"))
            team.server.machine.advance(milliseconds: 86_400_000)
            let later = try await get(Self.path(), [.ifNoneMatch: first.headers[.eTag] ?? ""], through: client)
            #expect(later.status == .ok && String(buffer: later.body).contains("Soon"))
        }
    }

    /// Whatever ended a feed, its link looks like one that never was, to the byte.
    @Test(arguments: ["never", "ending", "short", "revoked", "expired", "device", "member", "space"])
    func aLinkThatOpensNothingLooksTheSameWhateverItWas(end: String) async throws {
        let team = try ServerTeam()
        _ = try team.server.device("Ada", in: team.space, role: .admin)
        try await team.server.withClient { client in
            let unknown = try await get(Self.path([UInt8](repeating: 9, count: 32)), through: client)
            #expect(try unknown.problem().code == .notFound)
            let made: FeedInfo = try await make(team, days: 3, through: client).message()
            var path = Self.path()
            #expect(try await get(path, through: client).status == .ok)
            let host = team.server.machine.host
            let access = try #require(
                try team.server.directory.read { try $0.access(tokenHash: TokenHash.of(team.device.token)) })
            switch end {
            case "never": path = Self.path([UInt8](repeating: 8, count: 32))
            case "ending": path = Self.path(ending: "atom")
            case "short": path = "/feeds/x.ics"
            case "revoked":
                let revoked = try await client.execute(
                    uri: "/v1/spaces/\(team.space.id.text)/feeds/\(made.id.text)", method: .delete,
                    headers: team.device.headers(.json))
                let info: FeedInfo = try revoked.message()
                #expect(info.revoked == team.server.machine.now)
            case "expired": team.server.machine.advance(milliseconds: 3 * 86_400_000)
            case "device":
                _ = try team.server.directory.write { try $0.revoke(access.device, in: team.space.id, host: host) }
            case "member":
                _ = try team.server.directory.write { try $0.remove(access.member, by: .console, host: host) }
            default: _ = try team.server.directory.write { try $0.delete(team.space, host: host) }
            }
            let gone = try await get(path, through: client)
            #expect(gone.status == .notFound && gone.bytes == unknown.bytes, "\(String(buffer: gone.body))")
            #expect(gone.headers[.cacheControl] == "no-store")
        }
    }

    @Test func membersSeeAndEndTheirOwnFeedsAndAdminsAll() async throws {
        let team = try ServerTeam()
        let admin = try team.server.device("Ada", in: team.space, role: .admin)
        let viewer = try team.server.device("Vera", in: team.space, role: .viewer)
        let feeds = "/v1/spaces/\(team.space.id.text)/feeds"
        try await team.server.withClient { client in
            let mine: FeedInfo = try await make(team, through: client).message()
            let others: FeedInfo = try await make(
                team, viewer, secret: [UInt8](repeating: 7, count: 32), through: client
            ).message()
            for (device, seen) in [(team.device, [mine.id]), (viewer, [others.id]), (admin, [mine.id, others.id])] {
                let list: FeedList = try await client.execute(
                    uri: feeds, method: .get, headers: device.headers(.json)
                ).message()
                #expect(Set(list.feeds.map(\.id)) == Set(seen))
            }
            for id in [mine.id, RecordID(.zero)] {
                let refused = try await client.execute(
                    uri: "\(feeds)/\(id.text)", method: .delete, headers: viewer.headers(.json))
                #expect(try refused.problem().code == .forbidden)
            }
            let revoked = try await client.execute(
                uri: "\(feeds)/\(others.id.text)", method: .delete, headers: admin.headers(.json))
            #expect(revoked.status == .ok)
        }
        let actions = try team.server.directory.read { try $0.audit(after: 0, limit: 100) }.map(\.event)
        #expect(actions.count { $0.action == .feedMade } == 2)
        let ended = try #require(actions.first { $0.action == .feedRevoked })
        #expect(ended.actor != nil && ended.subject != nil)
    }

    @Test func askingTwiceForOneFeedMakesOneAndTakingAnothersHashIsRefused() async throws {
        let team = try ServerTeam()
        let other = try team.server.device("Jo Weber", in: team.space)
        try await team.server.withClient { client in
            let first = try await make(team, through: client)
            let again = try await make(team, through: client)
            #expect(first.bytes == again.bytes)
            let taken = try await make(team, other, through: client)
            #expect(try taken.problem().code == .malformed)
        }
    }

    @Test(arguments: [
        ("docx", "actions", "", "There is no format \"docx\""),
        ("ics", "meeting", "", "There is no list \"meeting\""),
        ("ics", "actions", "since=someday", "\"someday\" is no date"),
        ("ics", "promises", "kind=idea", "do not go together"),
        ("ics", "actions", "format=csv", "There is no parameter \"format\""),
        ("ics", "actions", "meeting=zzzz", "no such meeting"),
    ])
    func whatCannotBeReadIsRefusedWhenTheFeedIsMade(
        format: String, list: String, query: String, detail: String
    ) async throws {
        let team = try ServerTeam()
        try await team.server.withClient { client in
            let refused = try await make(team, format: format, list: list, query: query, through: client)
            let problem = try Problem(decoding: refused.bytes, as: .json)
            #expect(problem.detail.contains(detail), "\(problem.detail)")
            #expect(try team.server.directory.read { try $0.feeds(of: team.space.id) }.isEmpty)
        }
    }

    @Test func aMemberHasSoManyFeeds() async throws {
        let team = try ServerTeam()
        try await team.server.withClient { client in
            for number in 0..<Limits.feedsPerMember {
                let made = try await make(
                    team, secret: [UInt8](repeating: UInt8(100 + number), count: 32), through: client)
                #expect(made.status == .ok)
            }
            let refused = try await make(team, through: client)
            #expect(try refused.problem().code == .limitReached)
        }
    }

    @Test func whoeverTriesLinksIsSlowedDown() async throws {
        var server = try TestServer()
        server.rates.feedsPerAddress = 3
        try await server.withLiveClient { client in
            for attempt in 1...4 {
                let answer = try await client.execute(uri: Self.path(), method: .get)
                #expect(try answer.problem().code == (attempt <= 3 ? .notFound : .tooManyRequests))
            }
        }
    }

    /// The secret stands in the address, and the log has the route.
    @Test func noLogHoldsALinksSecret() async throws {
        let team = try ServerTeam()
        let lines = Mutex("")
        let logger = Logger(label: "test") { _ in
            LineKeeper { line in lines.withLock { $0 += line + "\n" } }
        }
        let application = Application(router: team.server.routes.router(), logger: logger)
        try await application.test(.router) { client in
            _ = try await make(team, through: client)
            #expect(try await get(Self.path(), through: client).status == .ok)
            #expect(try await get(Self.path(ending: "x?y"), through: client).status == .notFound)
            #expect(try await client.execute(uri: Self.path(), method: .post).status.code == 405)
        }
        let log = lines.withLock { $0 }
        #expect(log.contains("/feeds/{secret}"), "\(log)")
        #expect(!log.contains(Base64URL.encode(Self.secret).prefix(20)))
    }
}
