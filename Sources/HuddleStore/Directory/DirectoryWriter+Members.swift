package import HuddleCore

/// A member, and what was new about them.
package struct AddedMember: Hashable, Sendable {
    package let member: Member
    package let isNew: Bool

    package init(member: Member, isNew: Bool) {
        self.member = member
        self.isNew = isNew
    }
}

extension DirectoryWriter {
    /// Adds an event to the end of the audit log.
    package func note(_ event: AuditEvent, hash: Hash128) throws(StoreError) {
        try append(AuditEntry(event, after: try lastAudit(), hash: hash))
    }

    package func add(_ space: SpaceListing, hash: Hash128) throws(StoreError) {
        try save(space)
        try note(AuditEvent(.spaceCreated, by: .console, space: space.id, subject: nil, at: space.created), hash: hash)
    }

    /// Makes someone a member of a space. Whoever has this name there already is that member: the department is
    /// corrected, and the role where one is given.
    package func addMember(
        named name: String, department: String, role: Role?, to space: RecordID,
        by actor: Actor = .console, host: Host
    ) throws(StoreError) -> AddedMember {
        let now = host.now()
        let known = try members(of: space).first { $0.removed == nil && $0.name.lowercased() == name.lowercased() }
        var member =
            known
            ?? Member(
                id: host.newRecordID(), space: space, name: name, department: department, role: role ?? .member,
                created: now)
        member.department = department
        if let role { member.role = role }
        if member != known {
            try save(member)
            let action: AuditEvent.Action = known == nil ? .memberAdded : .memberChanged
            try note(AuditEvent(action, by: actor, space: space, subject: member.id, at: now), hash: host.hash)
        }
        return AddedMember(member: member, isNew: known == nil)
    }

    /// Lets one more device become this member's.
    package func invite(
        _ member: Member, secretHash: [UInt8], by actor: Actor = .console, host: Host
    ) throws(StoreError) -> Invitation {
        let now = host.now()
        let invitation = Invitation(
            secretHash: secretHash, member: member.id, created: now,
            expires: WallTime(milliseconds: now.milliseconds + Int64(Limits.invitationHours) * 3_600_000))
        try save(invitation)
        try note(
            AuditEvent(.invitationMade, by: actor, space: member.space, subject: member.id, at: now), hash: host.hash)
        return invitation
    }
}
