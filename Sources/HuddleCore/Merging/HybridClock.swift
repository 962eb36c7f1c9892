/// A replica's hybrid logical clock. It is stored in the transaction of the change that it stamps.
///
/// Seeing other replicas' stamps does not move it: what a change replaces is said by its bases, so
/// a clock has only to exceed those, and one future clock cannot drag every other along.
package struct HybridClock: Hashable, Sendable {
    /// The last stamp that this replica issued.
    package private(set) var last: Stamp
    /// What the server last said this wall clock was off by: server's time minus ours.
    package var offsetMilliseconds: Int64

    package init(last: Stamp = .zero, offsetMilliseconds: Int64 = 0) {
        self.last = last
        self.offsetMilliseconds = offsetMilliseconds
    }

    /// The stamp for a change written now: max(last + 1, wall clock + offset), and more than every stamp in `bases`.
    ///
    /// - Throws: `ClockError.exhausted` when a base stands at the end of time; nothing was issued then.
    package mutating func tick(wall: WallTime, after bases: Stamp) throws(ClockError) -> Stamp {
        guard bases < Stamp.last, last < Stamp.last else { throw .exhausted }
        let (sum, overflow) = wall.milliseconds.addingReportingOverflow(offsetMilliseconds)
        let corrected = WallTime(milliseconds: overflow ? wall.milliseconds : sum)
        last = max(last.successor, bases.successor, Stamp(time: corrected, counter: 0))
        return last
    }

    /// Forgets a stamp that the server found too far ahead, so that ticks follow the corrected wall clock again.
    /// Only sound when every change stamped after `stamp` is stamped anew.
    package mutating func rewind(to stamp: Stamp) {
        last = min(last, stamp)
    }
}

package enum ClockError: Error, Hashable, Sendable {
    /// A stamp that must be exceeded is the last there is.
    case exhausted
}
