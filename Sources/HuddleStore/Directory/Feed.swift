package import HuddleCore

/// A list of a space that whoever has its link can read, and go on reading while the list changes. Its secret is known here by
/// its hash alone.
package struct Feed: Hashable, Sendable {
    /// SHA-256 of the secret: 32 bytes.
    package let secretHash: [UInt8]
    /// Whose right to read it lends.
    package let member: RecordID
    /// Where it was made.
    package let device: RecordID
    /// What people call it; empty for none.
    package let name: String
    package let format: String
    package let list: String
    /// The filter, in the words of an export's address.
    package let query: String
    package let created: WallTime
    package let expires: WallTime
    package var revoked: WallTime?
    /// To within `Limits.lastSeenSeconds`.
    package var fetched: WallTime?

    package init(
        secretHash: [UInt8], member: RecordID, device: RecordID, name: String, format: String, list: String,
        query: String, created: WallTime, expires: WallTime, revoked: WallTime? = nil, fetched: WallTime? = nil
    ) {
        self.secretHash = secretHash
        self.member = member
        self.device = device
        self.name = name
        self.format = format
        self.list = list
        self.query = query
        self.created = created
        self.expires = expires
        self.revoked = revoked
        self.fetched = fetched
    }

    /// What names it on lists. It is a part of the secret's hash, from which nobody comes to the secret.
    package var id: RecordID { RecordID(Digest128(exactly: secretHash.prefix(16)) ?? .zero) }
}

/// A feed, with those on whose rights it hangs.
package struct FeedAccess: Hashable, Sendable {
    package let feed: Feed
    package let access: Access

    package init(feed: Feed, access: Access) {
        self.feed = feed
        self.access = access
    }

    /// Since when it has been good no more: it was taken back, or its device or member was.
    package var ended: WallTime? {
        [feed.revoked, access.device.revoked, access.member.removed].compactMap { $0 }.min()
    }

    /// Whether it is read. An archived space is; a deleted one is not.
    package func isOpen(at now: WallTime) -> Bool {
        ended == nil && access.space.deleted == nil && now < feed.expires
    }
}
