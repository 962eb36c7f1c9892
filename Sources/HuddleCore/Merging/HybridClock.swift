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
        let own = max(last.successor, Stamp(time: corrected(wall), counter: 0))
        let stamp = max(own, bases.successor)
        last = stamp.time <= horizon(wall) ? stamp : own
        return stamp
    }

    /// The last stamp that the server takes when the wall clock shows this, as far as is known here.
    package func latestTaken(at wall: WallTime) -> Stamp {
        let horizon = horizon(wall)
        return horizon.milliseconds < 0 ? .zero : Stamp(time: horizon, counter: .max)
    }

    private func horizon(_ wall: WallTime) -> WallTime {
        let (sum, overflow) = corrected(wall).milliseconds.addingReportingOverflow(Limits.clockAheadMilliseconds)
        return WallTime(milliseconds: overflow ? .max : sum)
    }

    private func corrected(_ wall: WallTime) -> WallTime {
        let (sum, overflow) = wall.milliseconds.addingReportingOverflow(offsetMilliseconds)
        return WallTime(milliseconds: overflow ? wall.milliseconds : sum)
    }

    /// Goes on behind `stamp`, so that ticks follow the corrected wall clock again after the server found one too far ahead.
    /// Only sound when every change stamped after `stamp` is stamped anew, or was taken by a server whose own clock was ahead
    /// then: what is written on it exceeds it, and nothing else has to.
    package mutating func rewind(to stamp: Stamp) {
        if !Mutant.isOn(.clockFollowsRefused) { last = stamp }
    }
}

package enum ClockError: Error, Hashable, Sendable {
    /// A stamp that must be exceeded is the last there is.
    case exhausted
}
