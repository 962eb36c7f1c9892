/// What must hold, whatever goes wrong. The texts are what a failure prints.
package enum Invariant: String, CaseIterable, Sendable {
    /// Once everything got through, all logs hold the same state.
    case convergence
    /// What was confirmed to its author is held for as long as a disk that held it is there: as winner, head, history or
    /// in quarantine, perhaps stamped anew.
    case nothingDisappears = "nothing-disappears"
    /// Any order, any grouping and any repetition of the same changes give the same state.
    case mergingIsUnion = "merging-is-union"
    /// Heads, winners and presence are what the definition says.
    case winnerIsHead = "winner-is-head"
    /// A stamp exceeds what its author has seen of the record, up to what a server takes.
    case stampExceedsSeen = "stamp-exceeds-seen"
    /// Where a log has two forms of one change, the restamped one has replaced the other.
    case formerFormsAreReplaced = "former-forms-are-replaced"
    /// Nobody takes a new replica id whose log is no copy and was never restored.
    case onlyCopiesAreTold = "only-copies-are-told"
    /// What one reads or is refused moves nobody's clock.
    case clockMovesByWritingAlone = "clock-moves-by-writing-alone"
    case chainsEqualAtEqualSeq = "chains-equal-at-equal-seq"
    case cursorCoversOnlyWhatIsStored = "cursor-covers-only-what-is-stored"
    /// The outbox is what is held, neither read back from the log nor in quarantine, in the order of arrival.
    case outboxIsExact = "outbox-is-exact"
    case redeliveryChangesNothing = "redelivery-changes-nothing"
    /// A transaction that was cut short left nothing behind.
    case pagesAreAllOrNothing = "pages-are-all-or-nothing"
    case nothingAdmittedWithoutRight = "nothing-admitted-without-right"
    /// Each change gets the verdict that it deserves, whatever lies beside it.
    case oneBadChangeBlocksNoOther = "one-bad-change-blocks-no-other"
    /// Bytes come back as their author wrote them, and what nobody here understands is not stamped anew.
    case unknownFieldsSurvive = "unknown-fields-survive"
    case tablesEqualRebuild = "tables-equal-rebuild"
    /// Once faults stop, two syncs of everyone leave nothing behind: what was written before them is in everyone's log, and
    /// nothing waits but what is stamped ahead of the server's clock.
    ///
    /// The second may bring one thing more. Who was copied and synced before the copy in the first learns of it in the second,
    /// and writes its new replica id: who syncs before that one in the second reads it in a third, in which nobody writes.
    case settlesInTwoSyncs = "settles-in-two-syncs"
    /// Nothing throws that no fault accounts for.
    case worksOn = "works-on"
}

/// An invariant that did not hold.
package struct Violation: Error, Hashable, CustomStringConvertible {
    package let invariant: Invariant
    package let detail: String

    package var description: String { "\(invariant.rawValue): \(detail)" }
}

/// - Throws: `Violation`.
func hold(_ condition: Bool, _ invariant: Invariant, _ detail: @autoclosure () -> String) throws {
    if !condition { throw Violation(invariant: invariant, detail: detail()) }
}
