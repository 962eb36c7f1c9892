package import HuddleCore

/// Lets one device become a member's, once. Its secret is known here by its hash alone.
package struct Invitation: Hashable, Sendable {
    /// SHA-256 of the secret: 32 bytes.
    package let secretHash: [UInt8]
    package let member: RecordID
    package let created: WallTime
    package let expires: WallTime
    package var use: Use?
    /// Since when it is good no more, though nobody used it.
    package var withdrawn: WallTime?

    /// Who spent it. The same device may ask again, because an answer can get lost.
    package struct Use: Hashable, Sendable {
        package let tokenHash: [UInt8]
        package let at: WallTime

        package init(tokenHash: [UInt8], at: WallTime) {
            self.tokenHash = tokenHash
            self.at = at
        }
    }

    package init(
        secretHash: [UInt8], member: RecordID, created: WallTime, expires: WallTime, use: Use? = nil,
        withdrawn: WallTime? = nil
    ) {
        self.secretHash = secretHash
        self.member = member
        self.created = created
        self.expires = expires
        self.use = use
        self.withdrawn = withdrawn
    }

    /// What names it on lists. It is a part of the secret's hash, from which nobody comes to the secret.
    package var id: RecordID { RecordID(Digest128(exactly: secretHash.prefix(16)) ?? .zero) }

    package func isOpen(at now: WallTime) -> Bool { use == nil && withdrawn == nil && now < expires }
}
