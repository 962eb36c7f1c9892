package import HuddleCore

/// Which entries are wanted. Conditions that are given must all hold; several values of one are alternatives.
package struct EntryFilter: Hashable, Sendable {
    package var kinds: [OpenWord<EntryKind>] = []
    package var statuses: [OpenWord<EntryStatus>] = []
    /// Compared without regard to case.
    package var customer: String?
    package var product: String?
    package var site: String?
    package var priority: String?
    package var owners: [String] = []
    /// Only those that nobody takes care of.
    package var isUnowned = false
    /// Unlike the others, all of them must be there.
    package var tags: [String] = []
    /// Only those that one of these wrote first.
    package var authors: [ReplicaID]?
    package var meeting: RecordID?
    /// Written at this moment or later.
    package var since: WallTime?
    /// Written before this moment.
    package var until: WallTime?
    /// Due before this day.
    package var dueBefore: CivilDate?
    /// Due after this day.
    package var dueAfter: CivilDate?
    /// Only those that somebody may have voted for: a store may give some more.
    package var isVoted = false
    /// Only those to which nothing that still counts, done or open, is linked by one of these verbs.
    package var unlinkedBy: [LinkVerb] = []
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
    case oldestFirst
    /// By the moment of the last change of all, whoever wrote it, the latest first.
    case lastChangedFirst
    /// By due date, those without one last, then the oldest first.
    case dueThenAge
    /// High, then what says nothing of it, then low; of equals the newest first.
    case priorityFirst
}
