package import HuddleCore

/// One of a member's devices. Its token is known here by its hash alone.
package struct Device: Hashable, Sendable {
    package let id: RecordID
    package let member: RecordID
    package var name: String
    /// SHA-256 of the token: 32 bytes.
    package let tokenHash: [UInt8]
    package let created: WallTime
    /// To within `Limits.lastSeenSeconds`.
    package var lastSeen: WallTime?
    package var revoked: WallTime?

    package init(
        id: RecordID, member: RecordID, name: String, tokenHash: [UInt8], created: WallTime,
        lastSeen: WallTime? = nil, revoked: WallTime? = nil
    ) {
        self.id = id
        self.member = member
        self.name = name
        self.tokenHash = tokenHash
        self.created = created
        self.lastSeen = lastSeen
        self.revoked = revoked
    }
}

/// Whom a token stands for: a device, its member, and the space that this person is a member of.
package struct Access: Hashable, Sendable {
    package let device: Device
    package let member: Member
    package let space: SpaceListing

    package init(device: Device, member: Member, space: SpaceListing) {
        self.device = device
        self.member = member
        self.space = space
    }

    package var isValid: Bool { device.revoked == nil && member.removed == nil }
}
