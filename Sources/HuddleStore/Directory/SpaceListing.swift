package import HuddleCore

/// A space as a server's directory knows it. Its log is kept elsewhere, under the same id.
package struct SpaceListing: Hashable, Sendable {
    package let id: RecordID
    package var name: String
    package let created: WallTime
    /// Since when nobody may write to it any more.
    package var archived: WallTime?
    /// Since when nobody may use it any more. Its log stays for `Limits.deletedSpaceDays`.
    package var deleted: WallTime?
    /// When its log was taken off the disk. What is left is this listing, so that its members can be told.
    package var purged: WallTime?
    /// The most bytes that its log may take on the disk; nil for no limit.
    package var quotaBytes: UInt64?

    package init(
        id: RecordID, name: String, created: WallTime, archived: WallTime? = nil, deleted: WallTime? = nil,
        purged: WallTime? = nil, quotaBytes: UInt64? = nil
    ) {
        self.id = id
        self.name = name
        self.created = created
        self.archived = archived
        self.deleted = deleted
        self.purged = purged
        self.quotaBytes = quotaBytes
    }

    /// When a deleted space's log is taken off the disk; nil while it is not deleted.
    package var purgeTime: WallTime? {
        deleted.map { WallTime(milliseconds: $0.milliseconds + Limits.deletedSpaceDays * 86_400_000) }
    }

    /// Whether it was deleted so long ago that its log is to go now.
    package func isDue(at now: WallTime) -> Bool {
        purged == nil && (purgeTime.map { $0 <= now } ?? false)
    }
}
