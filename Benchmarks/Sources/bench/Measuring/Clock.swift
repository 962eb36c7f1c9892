import Foundation

enum Clock {
    /// Seconds since some moment, never backwards.
    static func seconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
    }

    static func milliseconds1970() -> UInt64 { UInt64(Date().timeIntervalSince1970 * 1000) }
}
