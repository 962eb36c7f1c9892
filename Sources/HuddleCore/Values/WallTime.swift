/// A moment on a wall clock: milliseconds since 1970-01-01T00:00:00Z.
package struct WallTime: Hashable, Comparable, Sendable {
    /// The last moment that a stamp can carry here: the end of the year 9999.
    package static let last = WallTime(milliseconds: 253_402_300_799_999)

    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (left: WallTime, right: WallTime) -> Bool { left.milliseconds < right.milliseconds }

    /// Within what a stamp can carry, whatever a broken clock says.
    package var clamped: WallTime {
        WallTime(milliseconds: min(max(milliseconds, 0), Self.last.milliseconds))
    }

    /// Milliseconds from `other` to this; the most there are where that is more, as two clocks may say anything.
    package func milliseconds(since other: WallTime) -> Int64 {
        let (difference, overflow) = milliseconds.subtractingReportingOverflow(other.milliseconds)
        guard overflow || difference == .min else { return difference }
        return self < other ? -.max : .max
    }

    /// ISO 8601 in UTC with milliseconds: `2026-11-21T08:45:20.123Z`.
    package var iso8601: String {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        let day = CivilDate(daysSince1970: Int(remainder < 0 ? quotient - 1 : quotient))
        let rest = Int(remainder < 0 ? remainder + 86_400_000 : remainder)
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, 2) }
        return day.text + "T" + time[0] + ":" + time[1] + ":" + time[2] + "." + padded(rest % 1000, 3) + "Z"
    }
}

/// A number with zeros in front, to `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
    var digits = String(number)
    while digits.utf8.count < width { digits = "0" + digits }
    return digits
}
