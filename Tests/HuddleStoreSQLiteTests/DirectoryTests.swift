import Foundation
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// What a directory must do, on a file and in memory.
@Suite final class DirectoryTests {
    private let folder: TemporaryFolder
    private let machine = SimulatedHost(seed: 3)
    private var host: HuddleStore.Host { machine.host }

    init() throws {
        folder = try TemporaryFolder()
    }

    deinit { folder.remove() }

    private func directories() throws -> [any DirectoryStore] {
        [
            try SQLiteDirectory.inMemory(), try SQLiteDirectory.open(at: try folder.newPath("directory.sqlite")),
            try SQLiteDirectory.open(at: try folder.newPath("directory.sqlite"), readers: .pool(2)),
        ]
    }

    private func makeSpace(_ name: String, in directory: any DirectoryStore) throws -> SpaceListing {
        let space = SpaceListing(id: host.newRecordID(), name: name, created: host.now())
        try directory.write { try $0.add(space, hash: host.hash) }
        return space
    }

    @Test func whatIsSavedIsReadBack() throws {
        for directory in try directories() {
            let (b, a) = (try makeSpace("b", in: directory), try makeSpace("a", in: directory))
            #expect(try directory.read { try $0.spaces() } == [a, b])
            #expect(try directory.read { try $0.space(a.id) } == a)
            #expect(try directory.read { try $0.space(host.newRecordID()) } == nil)

            var member = Member(
                id: host.newRecordID(), space: a.id, name: "Maria", department: "sales", role: .viewer,
                created: host.now())
            var device = Device(
                id: host.newRecordID(), member: member.id, name: "laptop", tokenHash: host.randomBytes(32),
                created: host.now())
            var invitation = Invitation(
                secretHash: host.randomBytes(32), member: member.id, created: host.now(), expires: .last)
            try directory.write { writer in
                try writer.save(member)
                try writer.save(device)
                try writer.save(invitation)
            }
            member.removed = host.now()
            device.lastSeen = host.now()
            device.revoked = host.now()
            invitation.use = Invitation.Use(tokenHash: device.tokenHash, at: host.now())
            try directory.write { writer in
                try writer.save(member)
                try writer.save(device)
                try writer.save(invitation)
            }
            try directory.read { (reader) throws -> Void in
                #expect(try reader.members(of: a.id) == [member])
                #expect(try reader.members(of: b.id).isEmpty)
                #expect(try reader.devices(of: member.id) == [device])
                #expect(try reader.invitation(secretHash: invitation.secretHash) == invitation)
                #expect(
                    try reader.access(tokenHash: device.tokenHash) == Access(device: device, member: member, space: a))
                #expect(try reader.access(tokenHash: []) == nil)
            }
        }
    }

    @Test func aTokenBelongsToOneDevice() throws {
        for directory in try directories() {
            let space = try makeSpace("a", in: directory)
            let hash = host.randomBytes(32)
            let invitations = try ["Maria", "James"].map { name in
                try directory.write { writer in
                    let added = try writer.addMember(
                        named: name, department: "sales", role: nil, to: space.id, host: host)
                    return try writer.invite(added.member, secretHash: host.randomBytes(32), host: host)
                }
            }
            let outcomes = try invitations.map { invitation in
                try directory.write { writer in
                    try writer.join(secretHash: invitation.secretHash, tokenHash: hash, device: "laptop", host: host)
                }
            }
            #expect(outcomes.last == .refused(.tokenTaken))
            let stranger = Device(
                id: host.newRecordID(), member: invitations[1].member, name: "x", tokenHash: hash, created: host.now())
            #expect(throws: StoreError.self) { try directory.write { try $0.save(stranger) } }
            #expect(try directory.read { try $0.access(tokenHash: hash) }?.member.name == "Maria")
        }
    }

    @Test func whatThrowsLeavesNothingBehind() throws {
        for directory in try directories() {
            #expect(throws: CancellationError.self) {
                try directory.write { writer in
                    try writer.save(SpaceListing(id: host.newRecordID(), name: "a", created: host.now()))
                    throw CancellationError()
                }
            }
            #expect(try directory.read { try $0.spaces() }.isEmpty)
        }
    }

    @Test func theAuditLogIsAChainOfEverythingThatWasDone() throws {
        for directory in try directories() {
            let space = try makeSpace("a", in: directory)
            try directory.write { writer in
                let added = try writer.addMember(
                    named: "Maria", department: "sales", role: nil, to: space.id, host: host)
                let invitation = try writer.invite(added.member, secretHash: host.randomBytes(32), host: host)
                let outcome = try writer.join(
                    secretHash: invitation.secretHash, tokenHash: host.randomBytes(32), device: "laptop", host: host)
                guard case .joined(let access) = outcome else { return }
                try writer.revoke(access.device, in: space.id, host: host)
            }
            let entries = try directory.read { try $0.audit(after: 0, limit: 100) }
            #expect(
                entries.map(\.event.action)
                    == [.spaceCreated, .memberAdded, .invitationMade, .deviceJoined, .deviceRevoked])
            var previous: AuditEntry?
            for entry in entries {
                #expect(entry == AuditEntry(entry.event, after: previous, hash: host.hash))
                previous = entry
            }
            #expect(try directory.read { try $0.lastAudit() } == entries.last)
            #expect(try directory.read { try $0.audit(after: 2, limit: 2) } == Array(entries[2...3]))
            #expect(throws: StoreError.self) { try directory.write { try $0.append(entries[0]) } }
        }
    }

    @Test func twoProcessesSeeEachOthersWrites() throws {
        let path = try folder.newPath("directory.sqlite")
        let server = try SQLiteDirectory.open(at: path, readers: .pool(2))
        let command = try SQLiteDirectory.open(at: path)
        let space = try makeSpace("a", in: command)
        #expect(try server.read { try $0.spaces() } == [space])
        let second = try makeSpace("b", in: server)
        #expect(try command.read { try $0.spaces() } == [space, second])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func aFileOfAnotherKindIsLeftAlone() throws {
        let log = try folder.newPath("space.sqlite")
        _ = try SQLiteSpaceStore.create(
            at: log, state: SpaceState(space: host.newRecordID(), name: "a", replica: host.newReplicaID()))
        #expect(throws: StoreError.notADatabase(path: log)) { try SQLiteDirectory.open(at: log) }
        let text = try folder.newPath("directory.sqlite")
        try "not a database, but long enough to be looked at by SQLite as if it could be one, with a header of its own"
            .write(toFile: text, atomically: true, encoding: .utf8)
        #expect(throws: StoreError.notADatabase(path: text)) { try SQLiteDirectory.open(at: text) }
    }
}
