package import HuddleCore
package import HuddleStore
package import HuddleWire

/// What a space's members may learn of each other, and what its admins may change.
///
/// Every call blocks: make it on one of the `Workers`. Whoever calls is looked up again in the transaction that does what was
/// asked, so that a right that is taken back meanwhile changes nothing any more.
package struct Administration: Sendable {
    /// Who asks, and for what.
    package struct Call: Sendable {
        package let access: Access
        package let right: Right
        package let address: String?

        package init(_ access: Access, right: Right, address: String?) {
            self.access = access
            self.right = right
            self.address = address
        }

        var actor: Actor { access.actor(from: address) }
        var space: RecordID { access.space.id }
    }

    private let directory: any DirectoryStore
    private let host: Host
    private let events: EventHub

    package init(directory: any DirectoryStore, host: Host, events: EventHub) {
        self.directory = directory
        self.host = host
        self.events = events
    }

    package func members(_ call: Call) throws -> MemberList {
        try directory.read { reader in
            let access = try check(call, in: reader)
            let members = try reader.members(of: call.space).map { member in
                let isOpen = access.member.role.mayManage || member.id == access.member.id
                return MemberInfo(member, isOpen ? try reader.devices(of: member.id) : [])
            }
            return MemberList(members: members, caller: access.member.id, device: access.device.id)
        }
    }

    package func change(_ id: RecordID?, _ change: MemberChange, _ call: Call) throws -> MemberInfo {
        try write(call) { writer in
            let member = try present(id, in: writer, call)
            if change.role != .admin { try requireOther(than: member, in: writer) }
            let changed = try writer.setRole(of: member, to: change.role, by: call.actor, host: host)
            return MemberInfo(changed, try writer.devices(of: changed.id))
        }
    }

    package func remove(_ id: RecordID?, _ call: Call) throws -> MemberInfo {
        try write(call) { writer in
            let member = try self.member(id, in: writer, call)
            try requireOther(than: member, in: writer)
            let removed = try writer.remove(member, by: call.actor, host: host)
            return MemberInfo(removed, try writer.devices(of: removed.id))
        }
    }

    package func revoke(_ id: RecordID?, _ call: Call) throws -> DeviceInfo {
        try write(call, owned: id.map { .device($0) }) { writer in
            guard let id, let device = try writer.device(id),
                try writer.member(device.member)?.space == call.space
            else { throw Problem(.notFound, "this space has no such device") }
            return DeviceInfo(try writer.revoke(device, in: call.space, by: call.actor, host: host))
        }
    }

    package func invitations(_ call: Call) throws -> InvitationList {
        try directory.read { reader in
            _ = try check(call, in: reader)
            let invitations = try reader.invitations(of: call.space).compactMap { invitation in
                try reader.member(invitation.member).map { InvitationInfo(invitation, of: $0) }
            }
            return InvitationList(invitations: invitations)
        }
    }

    /// Asking again for the same secret gives the same invitation, because an answer can get lost.
    package func invite(_ request: InvitationRequest, _ call: Call) throws -> InvitationInfo {
        let name = try displayName(request.name, of: "member")
        let department = request.department.isEmpty ? nil : try displayName(request.department, of: "department")
        return try write(call) { writer in
            if let known = try writer.invitation(secretHash: request.secretHash) {
                guard let member = try writer.member(known.member), member.space == call.space,
                    member.name.lowercased() == name.lowercased()
                else { throw Problem(.malformed, "there is another invitation with this secret's hash") }
                return InvitationInfo(known, of: member)
            }
            let former = try writer.members(of: call.space).first {
                $0.removed == nil && $0.name.lowercased() == name.lowercased()
            }
            do {
                try writer.requireRoom(in: call.space, forNewMember: name, at: host.now())
            } catch let crowded as CrowdedSpace {
                throw Problem(.limitReached, crowded.description)
            }
            if let former, let role = request.role, role != .admin { try requireOther(than: former, in: writer) }
            let added = try writer.addMember(
                named: name, department: department ?? former?.department ?? "", role: request.role, to: call.space,
                by: call.actor, host: host)
            let invitation = try writer.invite(
                added.member, secretHash: request.secretHash, by: call.actor, host: host)
            return InvitationInfo(invitation, of: added.member)
        }
    }

    package func withdraw(_ id: RecordID?, _ call: Call) throws -> InvitationInfo {
        try write(call) { writer in
            let found = try writer.invitations(of: call.space).first { $0.id == id }
            guard let invitation = found, let member = try writer.member(invitation.member) else {
                throw Problem(.notFound, "this space has no such invitation")
            }
            return InvitationInfo(
                try writer.withdraw(invitation, of: member, by: call.actor, host: host), of: member)
        }
    }

    /// Runs `body` for a caller who may do it.
    func read<Result>(_ call: Call, _ body: (any DirectoryReader, Access) throws -> Result) throws -> Result {
        try directory.read { try body($0, try check(call, in: $0)) }
    }

    /// Runs `body` for a caller who may do it.
    ///
    /// - Parameter isAboutRights: Whether somebody may lose a right by it: then all who listen are looked at.
    func write<Result>(
        _ call: Call, owned: Owned? = nil, isAboutRights: Bool = true, _ body: (any DirectoryWriter) throws -> Result
    ) throws -> Result {
        let result = try directory.write { writer in
            _ = try check(call, owned: owned, in: writer)
            return try body(writer)
        }
        if isAboutRights { events.rightsChanged() }
        return result
    }

    private func check(_ call: Call, owned: Owned? = nil, in reader: any DirectoryReader) throws -> Access {
        try Gatekeeper.access(
            call.access.device.tokenHash, to: call.space, for: call.right, owned: owned, in: reader)
    }

    private func member(_ id: RecordID?, in reader: any DirectoryReader, _ call: Call) throws -> Member {
        guard let id, let member = try reader.member(id), member.space == call.space else {
            throw Problem(.notFound, "this space has no such member")
        }
        return member
    }

    private func present(_ id: RecordID?, in reader: any DirectoryReader, _ call: Call) throws -> Member {
        let member = try member(id, in: reader, call)
        guard member.removed == nil else { throw Problem(.notFound, "this space has no such member any more") }
        return member
    }

    /// At the server itself anything can be done; over the network nobody locks everybody out.
    private func requireOther(than member: Member, in reader: any DirectoryReader) throws {
        guard try !reader.isLastAdmin(member) else {
            throw Problem(.forbidden, "the space would have no admin: make somebody else one first")
        }
    }

    private func displayName(_ text: String, of what: String) throws -> String {
        do throws(CommandError) {
            return try DisplayName.checked(text, of: what)
        } catch {
            throw Problem(.malformed, "this cannot be a \(what)'s name")
        }
    }
}

extension MemberInfo {
    fileprivate init(_ member: Member, _ devices: [Device]) {
        self.init(
            id: member.id, name: member.name, department: member.department, role: member.role.rawValue,
            created: member.created, removed: member.removed, devices: devices.map { DeviceInfo($0) })
    }
}

extension DeviceInfo {
    fileprivate init(_ device: Device) {
        self.init(
            id: device.id, name: device.name, created: device.created, lastSeen: device.lastSeen,
            revoked: device.revoked)
    }
}

extension InvitationInfo {
    fileprivate init(_ invitation: Invitation, of member: Member) {
        self.init(
            id: invitation.id, member: member.id, name: member.name, role: member.role.rawValue,
            created: invitation.created, expires: invitation.expires, used: invitation.use?.at,
            withdrawn: invitation.withdrawn)
    }
}
