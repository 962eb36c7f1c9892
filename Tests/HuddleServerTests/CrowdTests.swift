import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Testing

/// A space that has as many members or open invitations as it may.
@Suite struct CrowdTests {
    private let server: TestServer
    private let space: SpaceListing
    private let admin: TestDevice

    init() throws {
        server = try TestServer()
        space = try server.makeSpace()
        admin = try server.device("Ada", in: space, role: .admin)
    }

    /// Invites somebody, who is let in or not because of a limit.
    private func invite(_ name: String, secret: [UInt8]? = nil, isTaken: Bool) async throws {
        let request = InvitationRequest(
            secretHash: secret ?? server.machine.host.randomBytes(32), name: name, department: "sales", role: nil)
        try await server.withClient { client in
            var headers = admin.authorization
            headers[.contentType] = "application/x-protobuf"
            headers[.accept] = "application/json"
            let answer = try await client.execute(
                uri: "/v1/spaces/\(space.id.text)/invitations", method: .post, headers: headers,
                body: ByteBuffer(bytes: try request.encoded(as: .protobuf)))
            guard !isTaken else {
                #expect(answer.status == .ok, "\(name): \(String(buffer: answer.body))")
                return
            }
            let problem = try answer.problem()
            #expect(answer.status == .conflict && problem.code == .limitReached, "\(name): \(problem)")
            #expect(problem.retry == .action)
        }
    }

    /// The members alone, as if all of them had joined before.
    private func fillWithMembers() throws -> Member? {
        try server.directory.write { writer in
            let present = try writer.members(of: space.id).count
            return try (present..<Limits.membersPerSpace).map { number in
                try writer.addMember(
                    named: "Member \(number)", department: "", role: nil, to: space.id, host: server.machine.host
                ).member
            }.last
        }
    }

    @Test func aSpaceTakesNoMoreMembersThanItMayUntilOneIsRemoved() async throws {
        let last = try #require(try fillWithMembers())
        try await invite("One too many", isTaken: false)
        // Another device of somebody who is in.
        try await invite(last.name, isTaken: true)
        let count = try server.directory.read { try $0.members(of: space.id).count }
        #expect(count == Limits.membersPerSpace, "whoever was refused was not added")
        _ = try server.directory.write { try $0.remove(last, by: .console, host: server.machine.host) }
        try await invite("One too many", isTaken: true)
    }

    @Test func aSpaceHasNoMoreOpenInvitationsThanItMayUntilOneIsWithdrawn() async throws {
        let host = server.machine.host
        let first = host.randomBytes(32)
        try await invite("Jo Weber", secret: first, isTaken: true)
        let (jo, invitation) = try server.directory.write { writer in
            let jo = try #require(try writer.members(of: space.id).first { $0.name == "Jo Weber" })
            for _ in 1..<Limits.invitationsPerSpace {
                _ = try writer.invite(jo, secretHash: host.randomBytes(32), host: host)
            }
            return (jo, try #require(try writer.invitation(secretHash: first)))
        }
        try await invite("Somebody else", isTaken: false)
        // The same call again makes none.
        try await invite("Jo Weber", secret: first, isTaken: true)
        _ = try server.directory.write { try $0.withdraw(invitation, of: jo, by: .console, host: host) }
        try await invite("Somebody else", isTaken: true)
    }

    /// `huddle-server` beside the server keeps to the same limits.
    @Test func theConsoleIsToldToo() async throws {
        let console = try Console(server.storage, machine: server.machine)
        let last = try #require(try fillWithMembers())
        let refused = await console.run("member", "add", space.name, "One too many", "--department", "sales")
        #expect(refused.code == .cannotCreate, "\(refused.talk)")
        #expect(refused.talk.contains("\(Limits.membersPerSpace) members"), "\(refused.talk)")
        #expect(refused.talk.contains("Nothing was changed"), "\(refused.talk)")
        let host = server.machine.host
        try server.directory.write { writer in
            for _ in 0..<Limits.invitationsPerSpace {
                _ = try writer.invite(last, secretHash: host.randomBytes(32), host: host)
            }
        }
        let another = await console.run("invite", "create", space.name, last.name)
        #expect(another.code == .cannotCreate && another.talk.contains("invitations"), "\(another.talk)")
    }
}
