import Foundation
import HuddleCore

/// The machine's clock and time zone.
enum Clock {
    @Sendable static func now() -> WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Asked of the C library, which reads one small file; a calendar would load its data first.
    @Sendable static func secondsAhead(at moment: WallTime) -> Int {
        var seconds = time_t(moment.milliseconds / 1000)
        var local = tm()
        return localtime_r(&seconds, &local) == nil ? 0 : Int(local.tm_gmtoff)
    }
}
