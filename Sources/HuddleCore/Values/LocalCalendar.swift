/// Days and hours where the user is.
package struct LocalCalendar: Sendable {
    /// Days as UTC has them: for a server, whose callers may be anywhere.
    package static let utc = LocalCalendar { _ in 0 }

    /// Seconds that local time is ahead of UTC at a moment, summer time included.
    private let secondsAhead: @Sendable (WallTime) -> Int

    package init(secondsAhead: @escaping @Sendable (WallTime) -> Int) {
        self.secondsAhead = secondsAhead
    }

    package func day(of time: WallTime) -> CivilDate {
        let (days, rest) = local(time).quotientAndRemainder(dividingBy: 86_400_000)
        return CivilDate(daysSince1970: Int(rest < 0 ? days - 1 : days))
    }

    /// When a day begins here.
    package func start(of day: CivilDate) -> WallTime {
        let midnight = Int64(day.daysSince1970) * 86_400_000
        // The offset at the day's start is that of a moment not known yet: two steps reach it across any change of clocks.
        let guess = midnight - Int64(secondsAhead(WallTime(milliseconds: midnight))) * 1000
        return WallTime(milliseconds: midnight - Int64(secondsAhead(WallTime(milliseconds: guess))) * 1000)
    }

    /// `2026-11-21 09:45`, local time.
    package func text(of time: WallTime) -> String {
        let iso = WallTime(milliseconds: local(time)).iso8601
        return iso.prefix(10) + " " + iso.dropFirst(11).prefix(5)
    }

    private func local(_ time: WallTime) -> Int64 {
        time.milliseconds + Int64(secondsAhead(time)) * 1000
    }
}
