/// A replica's hybrid logical clock. It is stored in the transaction of the change that it stamps.
///
/// A stamp exceeds what its author has seen of the record, so that people's writes follow each other in the order in which
/// they saw them, also where a clock is slow. Stamps further ahead than a server takes are left alone: which change
/// replaces which is said by bases, and one stamp of the year 9999 must not spread.
package struct HybridClock: Hashable, Sendable {
    /// The last stamp that this replica issued.
    package private(set) var last: Stamp
    /// What the server last said this wall clock was off by: server's time minus ours.
    package var offsetMilliseconds: Int64

    package init(last: Stamp = .zero, offsetMilliseconds: Int64 = 0) {
        self.last = last
        self.offsetMilliseconds = offsetMilliseconds
    }

    /// The stamp for a change written now: max(last + 1, wall clock + offset, seen + 1). `seen` does not count where the
    /// server would not take the stamp after it.
    ///
    /// - Parameter seen: The greatest stamp of the record that its author has seen.
    /// - Throws: `ClockError.exhausted` when this replica's own clock stands at the end of time; nothing was issued then.
    package mutating func tick(wall: WallTime, after seen: Stamp) throws(ClockError) -> Stamp {
        guard last < Stamp.last else { throw .exhausted }
        last = max(last.successor, Stamp(time: corrected(wall), counter: 0))
        let isFollowed =
            seen < Stamp.last && (seen.successor.time <= horizon(wall) || Mutant.isOn(.clockFollowsFarAhead))
        if isFollowed, !Mutant.isOn(.seenStampsIgnored) { last = max(last, seen.successor) }
        return last
    }

    /// When a change was written that this clock stamped before it knew its offset.
    package func corrected(_ stamp: Stamp) -> WallTime { corrected(stamp.time).clamped }

    /// The last stamp that the server takes when the wall clock shows this, as far as is known here.
    package func latestTaken(at wall: WallTime) -> Stamp {
        let horizon = horizon(wall)
        return horizon.milliseconds < 0 ? .zero : Stamp(time: horizon, counter: .max)
    }

    /// What the wall clock shows when the server first takes this stamp, as far as is known here.
    package func wall(ofTaking stamp: Stamp) -> WallTime {
        let early = stamp.time.milliseconds - Limits.clockAheadMilliseconds
        let (wall, overflow) = early.subtractingReportingOverflow(offsetMilliseconds)
        return WallTime(milliseconds: overflow ? early : wall).clamped
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
    /// Only sound when every change stamped after `stamp` is restamped, or was taken by a server whose own clock was ahead.
    package mutating func rewind(to stamp: Stamp) {
        if !Mutant.isOn(.clockFollowsRefused) { last = stamp }
    }
}

package enum ClockError: Error, Hashable, Sendable {
    /// The last stamp that this replica issued is the last there is.
    case exhausted
}
