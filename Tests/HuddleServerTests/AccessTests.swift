import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Testing

@Suite struct AccessTests {
    private enum Caller: CaseIterable {
        case noToken, otherScheme, shortToken, unknownToken, revokedDevice, removedMember

        func headers(_ device: TestDevice) -> HTTPFields {
            var headers = device.headers(.json)
            switch self {
            case .noToken: headers[.authorization] = nil
            case .otherScheme: headers[.authorization] = "Basic " + Base64URL.encode(device.token)
            case .shortToken: headers[.authorization] = "Bearer " + Base64URL.encode(Array(device.token.dropLast()))
            case .unknownToken: headers[.authorization] = "Bearer " + Base64URL.encode(device.token.reversed())
            case .revokedDevice, .removedMember: break
            }
            return headers
        }
    }

    @Test(arguments: Caller.allCases)
    private func withoutAValidTokenNothingIsAnswered(caller: Caller) async throws {
        let server = try TestServer()
        let space = try server.makeSpace()
        let device = try server.device(in: space)
        try withdraw(device, caller, on: server)
        try await server.withClient { client in
            for path in [device.path, "/v1/spaces/\(server.machine.host.newRecordID().text)/sync"] {
                let answer = try await client.post(path, "{}", caller.headers(device))
                #expect(try answer.problem().code == .unauthorized)
                #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
            }
        }
    }

    private func withdraw(_ device: TestDevice, _ caller: Caller, on server: TestServer) throws {
        let host = server.machine.host
        try server.directory.write { writer in
            guard let access = try writer.access(tokenHash: TokenHash.of(device.token)) else { return }
            switch caller {
            case .noToken, .otherScheme, .shortToken, .unknownToken: break
            case .revokedDevice: try writer.revoke(access.device, in: device.space, host: host)
            case .removedMember:
                var member = access.member
                member.removed = host.now()
                try writer.save(member)
            }
        }
    }

    @Test func foreignAndUnknownSpacesLookTheSame() async throws {
        let server = try TestServer()
        let device = try server.device(in: try server.makeSpace())
        let foreign = try server.makeSpace("Another team")
        _ = try server.device("James", in: foreign)
        let spaces = [
            foreign.id.text, server.machine.host.newRecordID().text, "not-a-space", "%2e%2e", "\(UInt64.max)",
        ]
        try await server.withClient { client in
            var bodies = Set<[UInt8]>()
            for space in spaces {
                let answer = try await client.post("/v1/spaces/\(space)/sync", "{}", device.headers(.json))
                #expect(try answer.problem().code == .notFound)
                bodies.insert(answer.bytes)
            }
            #expect(bodies.count == 1)
        }
    }

    @Test func aRightThatIsTakenBackIsGoneAtTheNextCall() async throws {
        let server = try TestServer()
        let device = try server.device(in: try server.makeSpace())
        try await server.withClient { client in
            _ = try await device.sync(through: client)
            try withdraw(device, .revokedDevice, on: server)
            let answer = try await client.post(device.path, "{}", device.headers(.json))
            #expect(try answer.problem().code == .unauthorized)
        }
    }

    @Test func theLastCallIsNotedNowAndThen() async throws {
        let server = try TestServer()
        let device = try server.device(in: try server.makeSpace())
        @Sendable func lastSeen() throws -> WallTime? {
            try server.directory.read { try $0.access(tokenHash: TokenHash.of(device.token))?.device.lastSeen }
        }
        let first = server.machine.now
        try await server.withClient { client in
            #expect(try lastSeen() == nil)
            _ = try await device.sync(through: client)
            server.machine.advance(milliseconds: Limits.lastSeenSeconds * 1000 - 1)
            _ = try await device.sync(through: client)
            #expect(try lastSeen() == first)
            server.machine.advance(milliseconds: 1)
            _ = try await device.sync(through: client)
            #expect(try lastSeen() == server.machine.now)
        }
    }
}
