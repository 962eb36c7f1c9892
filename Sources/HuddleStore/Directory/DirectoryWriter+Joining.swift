package import HuddleCore

/// What spending an invitation came to.
package enum JoinOutcome: Hashable, Sendable {
    case joined(Access)
    case refused(JoinRefusal)
}

package enum JoinRefusal: Hashable, Sendable {
    case unknown
    case used
    case expired
    /// The member was removed, or this device was revoked.
    case withdrawn
    /// Another device has a token with this hash.
    case tokenTaken
}

extension DirectoryWriter {
    /// Spends an invitation: makes the device that holds the token one of the member's. Asking again with the same
    /// secret and token gives the same answer, because an answer can get lost.
    package func join(
        secretHash: [UInt8], tokenHash: [UInt8], device name: String, host: Host
    ) throws(StoreError) -> JoinOutcome {
        let now = host.now()
        guard var invitation = try invitation(secretHash: secretHash) else { return .refused(.unknown) }
        let known = try access(tokenHash: tokenHash)
        if let use = invitation.use {
            guard use.tokenHash == tokenHash, let known else { return .refused(.used) }
            return known.isValid ? .joined(known) : .refused(.withdrawn)
        }
        guard now < invitation.expires else { return .refused(.expired) }
        guard known == nil else { return .refused(.tokenTaken) }
        guard let member = try member(invitation.member), member.removed == nil,
            let space = try space(member.space)
        else { return .refused(.withdrawn) }

        let device = Device(
            id: host.newRecordID(), member: member.id, name: name, tokenHash: tokenHash, created: now)
        invitation.use = Invitation.Use(tokenHash: tokenHash, at: now)
        try save(device)
        try save(invitation)
        try note(
            AuditEvent(
                .deviceJoined, actor: member.id, device: device.id, space: space.id, subject: device.id, at: now),
            hash: host.hash)
        return .joined(Access(device: device, member: member, space: space))
    }

    /// Takes a device's access back, from its next call on.
    package func revoke(_ device: Device, in space: RecordID, host: Host) throws(StoreError) {
        guard device.revoked == nil else { return }
        let now = host.now()
        var device = device
        device.revoked = now
        try save(device)
        try note(AuditEvent(.deviceRevoked, space: space, subject: device.id, at: now), hash: host.hash)
    }
}
