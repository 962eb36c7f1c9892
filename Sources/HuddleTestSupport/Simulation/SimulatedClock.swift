import HuddleCore

/// What is wrong with a machine's clock.
struct SimulatedClock {
    /// What it is off by.
    var skewMilliseconds: Int64 = 0
    var isStuck = false

    static let right = SimulatedClock()

    /// Sets it ahead or behind, by minutes or by a year; stops it; or sets it right.
    mutating func disturb(_ random: inout SeededRandom) {
        let minute: Int64 = 60_000
        let year = 365 * 24 * 60 * minute
        let kind = Int.random(in: 0..<6, using: &random)
        let minutes = Int64.random(in: 1...120, using: &random)
        isStuck = kind == 0
        switch kind {
        case 0: break
        case 1: skewMilliseconds = minutes * minute
        case 2: skewMilliseconds = -minutes * minute
        case 3: skewMilliseconds = year
        case 4: skewMilliseconds = -year
        default: skewMilliseconds = 0
        }
    }

    /// What a machine with this clock shows.
    ///
    /// - Parameter shown: What it showed last.
    func time(at now: WallTime, after shown: WallTime, step: Int64 = 1) -> WallTime {
        if isStuck { return shown }
        return WallTime(milliseconds: (now.milliseconds + skewMilliseconds) / step * step)
    }
}
