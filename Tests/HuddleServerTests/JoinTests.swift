import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Testing

@Suite struct JoinTests {
    private let server: TestServer
    private let space: SpaceListing

    init() throws {
        server = try TestServer()
        space = try server.makeSpace()
    }

    private func join(
        _ secret: [UInt8], token: [UInt8], _ client: any TestClientProtocol, as format: BodyFormat = .json
    ) async throws -> TestResponse {
        let request = JoinRequest(secret: secret, tokenHash: TokenHash.of(token), device: "laptop")
        return try await client.post(
            "/v1/join", try request.encoded(as: format), [.contentType: format.rawValue])
    }

    @Test(arguments: BodyFormat.allCases)
    func aLinkMakesADeviceOneOfTheMembers(format: BodyFormat) async throws {
        let secret = try server.invite(to: space)
        let token = server.machine.host.randomBytes(32)
        try await server.withClient { client in
            let first = try await join(secret, token: token, client, as: format)
            let reply: JoinReply = try first.message(as: format)
            #expect(
                reply
                    == JoinReply(
                        space: space.id, spaceName: "Acme team", memberName: "Maria Silva", department: "sales"))
            let again = try await join(secret, token: token, client, as: format)
            #expect(again.status == .ok)
            #expect(again.bytes == first.bytes)

            let device = TestDevice(token: token, space: space.id, replica: ReplicaID(bits: 3))
            #expect(try await device.sync(through: client).head == 0)
        }
        let devices = try server.directory.read { reader in
            try reader.members(of: space.id).flatMap { try reader.devices(of: $0.id) }
        }
        #expect(devices.map(\.name) == ["laptop"])
    }

    @Test func aLinkWorksOnce() async throws {
        let secret = try server.invite(to: space)
        try await server.withClient { client in
            #expect(try await join(secret, token: server.machine.host.randomBytes(32), client).status == .ok)
            let second = try await join(secret, token: server.machine.host.randomBytes(32), client)
            #expect(try second.problem().code == .invitationInvalid)
        }
    }

    @Test func aLinkExpires() async throws {
        let (early, late) = (try server.invite(to: space), try server.invite(to: space))
        let token = server.machine.host.randomBytes(32)
        try await server.withClient { client in
            server.machine.advance(milliseconds: Int64(Limits.invitationHours) * 3_600_000 - 1)
            #expect(try await join(early, token: token, client).status == .ok)
            server.machine.advance(milliseconds: 1)
            let problem = try await join(late, token: server.machine.host.randomBytes(32), client).problem()
            #expect(problem.code == .invitationInvalid)
            #expect(try await join(early, token: token, client).status == .ok, "asking again costs nothing, even later")
        }
    }

    @Test func anUnknownSecretIsRefused() async throws {
        try await server.withClient { client in
            let secret = server.machine.host.randomBytes(32)
            let answer = try await join(secret, token: server.machine.host.randomBytes(32), client)
            #expect(try answer.problem().code == .invitationInvalid)
        }
    }

    @Test func aRevokedDeviceDoesNotComeBackThroughItsOldLink() async throws {
        let secret = try server.invite(to: space)
        let token = server.machine.host.randomBytes(32)
        try await server.withClient { client in
            _ = try await join(secret, token: token, client)
            try server.directory.write { writer in
                guard let access = try writer.access(tokenHash: TokenHash.of(token)) else { return }
                try writer.revoke(access.device, in: space.id, host: server.machine.host)
            }
            #expect(try await join(secret, token: token, client).problem().code == .invitationInvalid)
        }
    }

    @Test(arguments: [
        (#"{"secret":"AAAA","tokenHash":"AAAA","device":"x"}"#, "a secret of 3 bytes"),
        (#"{"token_hash":"AAAA","tokenHash":"AAAA"}"#, "repeated"),
    ])
    func whatIsNoJoinRequestIsRefused(body: String, word: String) async throws {
        try await server.withClient { client in
            let problem = try await client.post("/v1/join", body, [.contentType: "application/json"]).problem()
            #expect(problem.code == .malformed)
            #expect(problem.detail.contains(word), "\(problem.detail)")
        }
    }

    @Test func thePageBehindALinkRunsNothingAndLoadsNothing() async throws {
        try await server.withClient { client in
            let answer = try await client.execute(uri: "/join", method: .get)
            let page = String(buffer: answer.body)
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
            let policy = try #require(answer.headers[.contentSecurityPolicy])
            #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
            #expect(!policy.contains("unsafe") && !policy.contains("script-src"))
            #expect(page.contains("huddle join"))
            for word in ["<script", "javascript:", "onload", "http://", "https://", "src=", "href="] {
                #expect(!page.lowercased().contains(word))
            }
        }
    }
}
