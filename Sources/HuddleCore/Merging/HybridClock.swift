/// A replica's hybrid logical clock. It is stored in the transaction of the change that it stamps.
///
/// Seeing other replicas' stamps does not move it: what a change replaces is said by its bases, so
/// a stamp has only to exceed those. And a base that no server would take yet is exceeded without being followed: what is
/// written on it waits as it does, and everything else that is written here does not.
package struct HybridClock: Hashable, Sendable {
    /// The last stamp that this replica issued, but for those that only exceed a base from far ahead.
    package private(set) var last: Stamp
    /// What the server last said this wall clock was off by: server's time minus ours.
    package var offsetMilliseconds: Int64

    package init(last: Stamp = .zero, offsetMilliseconds: Int64 = 0) {
        self.last = last
        self.offsetMilliseconds = offsetMilliseconds
    }

    /// The stamp for a change written now: max(last + 1, wall clock + offset), and more than every stamp in `bases`.
    ///
    /// - Parameter bases: The greatest stamp that it is based on.
    /// - Throws: `ClockError.exhausted` when a base stands at the end of time; nothing was issued then.
    package mutating func tick(wall: WallTime, after bases: Stamp) throws(ClockError) -> Stamp {
        guard bases < Stamp.last, last < Stamp.last else { throw .exhausted }
        let (sum, overflow) = wall.milliseconds.addingReportingOverflow(offsetMilliseconds)
        let corrected = WallTime(milliseconds: overflow ? wall.milliseconds : sum)
        let own = max(last.successor, Stamp(time: corrected, counter: 0))
        let stamp = max(own, bases.successor)
        let horizon = corrected.milliseconds.addingReportingOverflow(Limits.clockAheadMilliseconds)
        last = stamp.time.milliseconds <= (horizon.overflow ? .max : horizon.partialValue) ? stamp : own
        return stamp
    }

    /// Forgets a stamp that the server found too far ahead, so that ticks follow the corrected wall clock again.
    /// Only sound when every change stamped after `stamp` is stamped anew.
    package mutating func rewind(to stamp: Stamp) {
        if !Mutant.isOn(.clockFollowsRefused) { last = min(last, stamp) }
    }
}

package enum ClockError: Error, Hashable, Sendable {
    /// A stamp that must be exceeded is the last there is.
    case exhausted
}
