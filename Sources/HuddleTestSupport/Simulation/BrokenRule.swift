import HuddleCore
import HuddleStore
import HuddleWire

/// A rule that a run breaks on purpose: each a mistake that others have made, and that a simulation must notice. The
/// texts are what `simulate --mutant` takes.
package enum BrokenRule: String, CaseIterable, Sendable {
    /// What the server said it took is not offered again, though nobody has read it back.
    case outboxClearedOnAcknowledgement = "outbox-cleared-on-acknowledgement"
    /// A server that was restored is noticed only where the cursor is beyond its head.
    case restoreNoticedByNumberAlone = "restore-noticed-by-number-alone"
    /// And nobody takes a new replica id.
    case idsByReplicaAndIndex = "ids-by-replica-and-index"
    case tiesWonLocally = "ties-won-locally"
    case losingHeadsDropped = "losing-heads-dropped"
    case batchDroppedOnOneBadClock = "batch-dropped-on-one-bad-clock"
    case clockFollowsRefused = "clock-follows-refused"
    case clockFollowsFarAhead = "clock-follows-far-ahead"
    case seenStampsIgnored = "seen-stamps-ignored"
    case formerFormsUnnamed = "former-forms-unnamed"
    case formerFormsForgotten = "former-forms-forgotten"
    case deleteBeatsUnseenEdit = "delete-beats-unseen-edit"
    case cursorStoredFirst = "cursor-stored-first"
    case basesIgnoredOnSets = "bases-ignored-on-sets"

    /// Where the rule is broken inside the rules of merging; the others are broken around the real code.
    var mutant: Mutant? {
        switch self {
        case .tiesWonLocally: .tiesWonLocally
        case .losingHeadsDropped: .losingHeadsDropped
        case .deleteBeatsUnseenEdit: .deleteBeatsUnseenEdit
        case .basesIgnoredOnSets: .basesIgnoredOnSets
        case .clockFollowsRefused: .clockFollowsRefused
        case .clockFollowsFarAhead: .clockFollowsFarAhead
        case .seenStampsIgnored: .seenStampsIgnored
        case .formerFormsUnnamed: .formerFormsUnnamed
        case .formerFormsForgotten: .formerFormsForgotten
        case .outboxClearedOnAcknowledgement, .restoreNoticedByNumberAlone, .idsByReplicaAndIndex,
            .batchDroppedOnOneBadClock, .cursorStoredFirst:
            nil
        }
    }

    /// What notices it. A run that fails on anything else first has failed by accident.
    package var noticedBy: Set<Invariant> {
        switch self {
        case .outboxClearedOnAcknowledgement: [.nothingDisappears]
        case .restoreNoticedByNumberAlone: [.nothingDisappears, .chainsEqualAtEqualSeq]
        case .idsByReplicaAndIndex: [.nothingDisappears]
        case .tiesWonLocally: [.mergingIsUnion, .winnerIsHead]
        case .losingHeadsDropped: [.winnerIsHead]
        case .batchDroppedOnOneBadClock: [.oneBadChangeBlocksNoOther]
        case .clockFollowsRefused, .clockFollowsFarAhead: [.clockMovesByWritingAlone]
        case .seenStampsIgnored: [.stampExceedsSeen]
        case .formerFormsUnnamed: [.formerFormsAreReplaced]
        case .formerFormsForgotten: [.onlyCopiesAreTold]
        case .deleteBeatsUnseenEdit: [.winnerIsHead]
        case .cursorStoredFirst: [.cursorCoversOnlyWhatIsStored]
        case .basesIgnoredOnSets: [.winnerIsHead]
        }
    }

    /// Faults that would give it away before what it is about has happened.
    var leavesOut: Set<Fault> {
        switch self {
        case .idsByReplicaAndIndex:
            // What is stamped anew keeps its replica and index: its id would be the same, copies or none.
            [.clock]
        case .outboxClearedOnAcknowledgement, .restoreNoticedByNumberAlone, .tiesWonLocally, .losingHeadsDropped,
            .batchDroppedOnOneBadClock, .clockFollowsRefused, .clockFollowsFarAhead, .seenStampsIgnored,
            .formerFormsUnnamed, .formerFormsForgotten, .deleteBeatsUnseenEdit, .cursorStoredFirst, .basesIgnoredOnSets:
            []
        }
    }

    /// Whether it is broken in the rules themselves, which only debug builds allow.
    package var isInRules: Bool { mutant != nil }

    /// Two replicas of one name give two changes one id.
    static func hashOfReplicaAndIndex(_ bytes: [UInt8]) -> Digest128 {
        guard let change = try? Change(decoding: bytes, hash: Fingerprint.hash128) else {
            return Fingerprint.hash128(bytes)
        }
        return Digest128(high: change.replica.bits, low: change.index)
    }
}
