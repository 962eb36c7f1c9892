package import HuddleCore

/// Which entries are wanted. Conditions that are given must all hold; several values of one are alternatives.
package struct EntryFilter: Hashable, Sendable {
    package var kinds: [OpenWord<EntryKind>] = []
    package var statuses: [OpenWord<EntryStatus>] = []
    /// Compared without regard to case.
    package var customer: String?
    package var product: String?
    package var site: String?
    package var owner: String?
    package var tag: String?
    package var meeting: RecordID?
    /// Written at this moment or later.
    package var since: WallTime?
    /// Written before this moment.
    package var until: WallTime?
    /// Due before this day.
    package var dueBefore: CivilDate?
    /// Only those that no other entry links to.
    package var isUnlinked = false
    /// Only those that nobody said anything about.
    package var isUncommented = false
    /// Only those that are deleted, instead of those in sight.
    package var isDeleted = false
    package var limit: Int?
    package var order = EntryOrder.newestFirst

    package init() {}
}

package enum EntryOrder: Hashable, Sendable {
    /// By the moment of capture.
    case newestFirst
    /// By due date, those without one last, then the oldest first.
    case dueThenAge
}
