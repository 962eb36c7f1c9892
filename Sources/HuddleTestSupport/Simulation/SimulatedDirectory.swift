import HuddleCore
import HuddleServer
import HuddleStore
import HuddleStoreSQLite
import HuddleWire

/// The directory that the server asks on each call, by its own code; beside it what was given and taken back, as whoever did
/// it remembers.
struct SimulatedDirectory {
    private let store: SQLiteDirectory
    private let host: Host
    private let space: RecordID
    private var revoked: Set<[UInt8]> = []
    private var readers: Set<RecordID> = []

    init(space: RecordID, host: Host) throws {
        self.host = host
        self.space = space
        store = try SQLiteDirectory.inMemory()
        let listing = SpaceListing(id: space, name: "server", created: host.now())
        try store.write { try $0.add(listing, hash: host.hash) }
    }

    /// Makes whoever holds the token one of a member's devices, by an invitation.
    ///
    /// - Returns: The member.
    func join(_ name: String, token: [UInt8]) throws -> RecordID {
        let secret = host.randomBytes(Limits.tokenBytes)
        let member = try store.write { writer in
            let member = try writer.addMember(named: name, department: "", role: nil, to: space, host: host).member
            _ = try writer.invite(member, secretHash: TokenHash.of(secret), host: host)
            return member
        }
        let request = JoinRequest(secret: secret, tokenHash: TokenHash.of(token), device: name)
        _ = try Doorway(directory: store, host: host).join(request)
        return member.id
    }

    mutating func revoke(_ token: [UInt8]) throws {
        revoked.insert(token)
        try store.write { writer in
            guard let access = try writer.access(tokenHash: TokenHash.of(token)) else { return }
            try writer.revoke(access.device, in: space, host: host)
        }
    }

    mutating func setRole(of member: RecordID, to role: Role) throws {
        if role.mayWrite { readers.remove(member) } else { readers.insert(member) }
        try store.write { writer in
            guard let member = try writer.member(member) else { return }
            _ = try writer.setRole(of: member, to: role, by: .console, host: host)
        }
    }

    func setQuota(to quotaBytes: UInt64?) throws {
        try store.write { writer in
            guard let listing = try writer.space(space) else { return }
            _ = try writer.setQuota(of: listing, to: quotaBytes, host: host)
        }
    }

    func isRevoked(_ token: [UInt8]) -> Bool { revoked.contains(token) }

    func mayWrite(_ member: RecordID) -> Bool { !readers.contains(member) }

    /// What the server says to whoever calls with this token.
    ///
    /// - Throws: `Problem`; `Violation`, where that is not what was given.
    func enter(_ token: [UInt8]) throws -> Access {
        do {
            let access = try Gatekeeper(directory: store, host: host).admit(token: token, to: space, for: .read)
            try hold(!isRevoked(token), .nothingAdmittedWithoutRight, "a device was let in that was revoked")
            return access
        } catch let problem as Problem {
            try hold(isRevoked(token), .worksOn, "a device was not let in: \(problem.detail)")
            throw problem
        }
    }
}
