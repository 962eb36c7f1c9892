package import HuddleCore

/// Lets one device become a member's, once. Its secret is known here by its hash alone.
package struct Invitation: Hashable, Sendable {
    /// SHA-256 of the secret: 32 bytes.
    package let secretHash: [UInt8]
    package let member: RecordID
    package let created: WallTime
    package let expires: WallTime
    package var use: Use?

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
        secretHash: [UInt8], member: RecordID, created: WallTime, expires: WallTime, use: Use? = nil
    ) {
        self.secretHash = secretHash
        self.member = member
        self.created = created
        self.expires = expires
        self.use = use
    }
}
