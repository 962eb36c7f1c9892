import Foundation
import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Testing

/// What becomes of a space, as its members hear of it and as its admin sees it.
@Suite struct SpaceCareTests {
    private let server: TestServer
    private let console: Console
    private let space: SpaceListing
    private let device: TestDevice

    init() throws {
        server = try TestServer()
        console = try Console(server.storage, machine: server.machine)
        space = try server.makeSpace()
        device = try server.device(in: space)
    }

    private func problem(of device: TestDevice) async throws -> ProblemCode? {
        let body = try device.request().encoded(as: .json)
        return try await server.application.test(.router) { client in
            let answer = try await client.post(device.path, body, device.headers(.json))
            return answer.status == .ok ? nil : try answer.problem().code
        }
    }

    private func push(_ count: UInt64) async throws -> SyncReply {
        let changes = try (1...count).map { try server.change(by: device.replica, index: $0) }
        return try await server.application.test(.router) { client in
            try await device.sync(changes, through: client)
        }
    }

    /// The name that this process's temporary file had when it could be guessed.
    @Test func plantedLinkNextToAnExportIsNotFollowed() async throws {
        let path = console.folder.path + "/team.export"
        let victim = console.folder.path + "/victim"
        try Data("untouched".utf8).write(to: URL(filePath: victim))
        try FileManager.default.createSymbolicLink(
            atPath: path + ".\(getpid()).new", withDestinationPath: victim)
        let exported = await console.run("export", space.name, "--output", path)
        #expect(exported.code == .success, "\(exported.talk)")
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "untouched")
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.type] as? FileAttributeType == .typeRegular)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func anArchivedSpaceIsReadAndNotWritten() async throws {
        #expect(try await push(2).verdicts == [.admitted, .admitted])
        #expect(await console.run("space", "archive", "Acme team").code == .success)
        let reply = try await push(1)
        #expect(reply.items.count == 2 && reply.head == 2)
        guard case .refused(.readOnly, let detail) = reply.verdicts.first else {
            Issue.record("\(reply.verdicts)")
            return
        }
        #expect(detail.contains("archive"))
        #expect(await console.run("space", "unarchive", "acme TEAM").code == .success)
        #expect(try await push(1).verdicts == [.admitted])
    }

    @Test func aFullSpaceIsReadAndNotWritten() async throws {
        #expect(try await push(2).verdicts == [.admitted, .admitted])
        #expect(await console.run("space", "quota", "Acme team", "1K").code == .success)
        let reply = try await push(3)
        #expect(reply.items.count == 2 && reply.verdicts.map(\.summary) == ["quota", "quota", "quota"])
        let list = await console.run("space", "list")
        #expect(list.output.contains("of 1.0 KiB") && list.talk.contains("% of its quota"), "\(list)")
        #expect(await console.run("space", "quota", "Acme team", "none").code == .success)
        #expect(try await push(3).verdicts == [.admitted, .admitted, .admitted])
        #expect(await console.run("space", "list").talk.isEmpty)
        for size in ["0", "-1", "1X", "lots", "99999999999T"] {
            #expect(await console.run("space", "quota", "Acme team", size).code == .usage)
        }
    }

    /// A page goes in up to the quota and no further: what fits is not refused for what does not.
    @Test func whatStillFitsIsTaken() async throws {
        let used = try server.storage.openSpace(space.id).read { try $0.storedBytes() }
        let size = UInt64(try server.change(by: device.replica).count)
        try server.directory.write { writer in
            _ = try writer.setQuota(of: space, to: used + size * 2 + size / 2, host: server.machine.host)
        }
        #expect(try await push(4).verdicts.map(\.summary) == ["admitted", "admitted", "quota", "quota"])
    }

    @Test func aDeletedSpaceIsToldOfToItsMembersAloneAndComesBack() async throws {
        let stranger = try server.device("Jo Weber", in: try server.makeSpace("Another"))
        let deleted = await console.run("space", "delete", "Acme team")
        #expect(deleted.code == .success && deleted.talk.contains("2026-12-23"), "\(deleted.talk)")
        #expect(try await problem(of: device) == .spaceDeleted)
        let foreign = TestDevice(token: stranger.token, space: space.id, replica: stranger.replica)
        #expect(try await problem(of: foreign) == .notFound)
        let refused = await console.run("member", "list", "Acme team")
        #expect(refused.code == .noInput && refused.talk.contains("space undelete"), "\(refused.talk)")
        #expect(await console.run("space", "undelete", "Acme team").code == .success)
        #expect(try await problem(of: device) == nil)
    }

    @Test func aDeletedSpaceIsGoneWhenItsTimeIsOver() async throws {
        #expect(await console.run("space", "delete", "Acme team").code == .success)
        server.machine.advance(milliseconds: Limits.deletedSpaceDays * 86_400_000 - 1)
        #expect(await console.run("space", "purge").talk == "No deleted space's time is over.")
        server.machine.advance(milliseconds: 1)
        #expect(await console.run("space", "purge").output == "\(space.id.text)  Acme team")
        #expect(throws: StoreError.self) { try server.storage.openSpace(space.id) }
        #expect(try await problem(of: device) == .spaceDeleted)
        #expect(await console.run("space", "undelete", "Acme team").talk.contains("a backup from before"))
        #expect(await console.run("space", "list").output.isEmpty)
        #expect(await console.run("space", "list", "--all").output.contains("gone since 2026-12-23"))
    }

    @Test func onlyADeletedSpaceIsPurgedAndOnlyWhenThatIsMeant() async throws {
        #expect(await console.run("space", "purge", "Acme team", "--yes").code == .usage)
        #expect(await console.run("space", "delete", "Acme team").code == .success)
        #expect(await console.run("space", "purge", "Acme team").code == .usage)
        #expect(throws: Never.self) { try server.storage.openSpace(space.id) }
        #expect(await console.run("space", "purge", "Acme team", "--yes").code == .success)
        #expect(throws: StoreError.self) { try server.storage.openSpace(space.id) }
    }

    @Test func aNameIsFreeAgainOnceItsSpaceIsDeleted() async throws {
        _ = try server.makeSpace("Other team")
        #expect(await console.run("space", "rename", "Acme team", "other TEAM").code == .cannotCreate)
        #expect(await console.run("space", "rename", "Acme team", "ACME team").code == .success)
        #expect(await console.run("space", "delete", "Acme team").code == .success)
        #expect(await console.run("space", "rename", "Other team", "Acme team").code == .success)
        let back = await console.run("space", "undelete", space.id.text)
        #expect(back.code == .cannotCreate && back.talk.contains("already"), "\(back.talk)")
    }
}
