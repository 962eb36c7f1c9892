package import HuddleCore
import Synchronization

/// How often each of many callers may call: `perMinute` in the long run, `burst` at once.
///
/// The generic cell rate algorithm (ITU-T I.371) keeps one number a caller: the time at which it has used up what it was
/// given. A caller whose time has passed is like one who never called, so forgetting it loses nothing.
package final class RateLimiter<Key: Hashable & Sendable>: Sendable {
    private let millisecondsPerCall: Double
    private let burst: Int
    /// Milliseconds since 1970, by caller.
    private let spentUntil = Mutex<[Key: Double]>([:])

    package init(perMinute: Int, burst: Int) {
        millisecondsPerCall = 60_000 / Double(max(1, perMinute))
        self.burst = max(1, burst)
    }

    /// Notes a call.
    ///
    /// - Returns: Nil where it may go on, else the seconds after which it may.
    package func take(_ key: Key, at now: WallTime) -> Int? {
        let now = Double(now.milliseconds)
        let window = Double(burst) * millisecondsPerCall
        return spentUntil.withLock { spentUntil in
            // A clock that was set back must not shut anybody out for longer than a burst lasts.
            let spent = min(max(spentUntil[key] ?? now, now), now + window)
            let next = spent + millisecondsPerCall
            guard next <= now + window else {
                return max(1, Int(((next - now - window) / 1000).rounded(.up)))
            }
            if spentUntil[key] == nil, spentUntil.count >= Limits.callersRemembered { Self.makeRoom(&spentUntil, now) }
            spentUntil[key] = next
            return nil
        }
    }

    /// How many callers are remembered.
    package var count: Int { spentUntil.withLock { $0.count } }

    /// Where all of them are busy, half are forgotten: better to be too kind than to grow without end.
    private static func makeRoom(_ spentUntil: inout [Key: Double], _ now: Double) {
        spentUntil = spentUntil.filter { $0.value > now }
        guard spentUntil.count >= Limits.callersRemembered else { return }
        let median = spentUntil.values.sorted()[spentUntil.count / 2]
        spentUntil = spentUntil.filter { $0.value > median }
    }
}
