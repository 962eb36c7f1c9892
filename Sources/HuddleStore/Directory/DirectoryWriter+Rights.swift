package import HuddleCore

/// Taking back what was given. Nothing is erased: lists and the audit log say who was let in, and until when.
extension DirectoryWriter {
    package func setRole(
        of member: Member, to role: Role, by actor: Actor, host: Host
    ) throws(StoreError) -> Member {
        guard member.role != role else { return member }
        var member = member
        member.role = role
        try save(member)
        try note(.memberChanged, by: actor, member.space, member.id, host)
        return member
    }

    /// Ends a membership: none of this person's devices gets anything from its next call on, and no invitation of theirs lets
    /// another one in.
    package func remove(_ member: Member, by actor: Actor, host: Host) throws(StoreError) -> Member {
        guard member.removed == nil else { return member }
        for invitation in try invitations(of: member.space) where invitation.member == member.id {
            _ = try withdraw(invitation, of: member, by: actor, host: host)
        }
        var member = member
        member.removed = host.now()
        try save(member)
        try note(.memberRemoved, by: actor, member.space, member.id, host)
        return member
    }

    /// Takes a device's access back, from its next call on.
    @discardableResult
    package func revoke(
        _ device: Device, in space: RecordID, by actor: Actor = .console, host: Host
    ) throws(StoreError) -> Device {
        guard device.revoked == nil else { return device }
        var device = device
        device.revoked = host.now()
        try save(device)
        try note(.deviceRevoked, by: actor, space, device.id, host)
        return device
    }

    /// Makes an invitation that nobody used good for nothing.
    package func withdraw(
        _ invitation: Invitation, of member: Member, by actor: Actor, host: Host
    ) throws(StoreError) -> Invitation {
        guard invitation.isOpen(at: host.now()) else { return invitation }
        var invitation = invitation
        invitation.withdrawn = host.now()
        try save(invitation)
        try note(.invitationWithdrawn, by: actor, member.space, member.id, host)
        return invitation
    }

    private func note(
        _ action: AuditEvent.Action, by actor: Actor, _ space: RecordID, _ subject: RecordID, _ host: Host
    ) throws(StoreError) {
        try note(AuditEvent(action, by: actor, space: space, subject: subject, at: host.now()), hash: host.hash)
    }
}

extension DirectoryReader {
    /// Whether a space would be left with nobody who manages it, if this member did no more.
    package func isLastAdmin(_ member: Member) throws(StoreError) -> Bool {
        guard member.role == .admin, member.removed == nil else { return false }
        return try members(of: member.space).allSatisfy { other in
            other.id == member.id || other.role != .admin || other.removed != nil
        }
    }
}
