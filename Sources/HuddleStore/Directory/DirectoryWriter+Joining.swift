import HuddleCore

/// What spending an invitation came to.
package enum JoinOutcome: Hashable, Sendable {
    case joined(Access)
    case refused(JoinRefusal)
}

package enum JoinRefusal: Hashable, Sendable {
    case unknown
    case used
    case expired
    /// The invitation was taken back, the member was removed, or this device was revoked.
    case withdrawn
    /// The member has as many devices as one may have.
    case tooManyDevices
    /// Another device has a token with this hash.
    case tokenTaken
}

extension DirectoryWriter {
    /// Spends an invitation: makes the device that holds the token one of the member's. Asking again with the same
    /// secret and token gives the same answer, because an answer can get lost.
    package func join(
        secretHash: [UInt8], tokenHash: [UInt8], device name: String, from address: String? = nil, host: Host
    ) throws(StoreError) -> JoinOutcome {
        let now = host.now()
        guard var invitation = try invitation(secretHash: secretHash) else { return .refused(.unknown) }
        let known = try access(tokenHash: tokenHash)
        if let use = invitation.use {
            guard ConstantTime.areEqual(use.tokenHash, tokenHash), let known else { return .refused(.used) }
            return known.isValid ? .joined(known) : .refused(.withdrawn)
        }
        guard invitation.withdrawn == nil else { return .refused(.withdrawn) }
        guard now < invitation.expires else { return .refused(.expired) }
        guard known == nil else { return .refused(.tokenTaken) }
        guard let member = try member(invitation.member), member.removed == nil,
            let space = try space(member.space), space.deleted == nil
        else { return .refused(.withdrawn) }

        let devices = try devices(of: member.id).count { $0.revoked == nil }
        guard devices < Limits.devicesPerMember else { return .refused(.tooManyDevices) }
        let device = Device(
            id: host.newRecordID(), member: member.id, name: name, tokenHash: tokenHash, created: now)
        invitation.use = Invitation.Use(tokenHash: tokenHash, at: now)
        try save(device)
        try save(invitation)
        try note(
            AuditEvent(
                .deviceJoined, by: Actor(member: member.id, device: device.id, address: address), space: space.id,
                subject: device.id, at: now),
            hash: host.hash)
        return .joined(Access(device: device, member: member, space: space))
    }
}
