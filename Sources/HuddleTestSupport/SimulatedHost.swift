package import HuddleCore
package import HuddleStore
import HuddleWire
import Synchronization

/// A machine whose clock and randomness a test holds in its hands.
package final class SimulatedHost: Sendable {
    private let clock: Mutex<WallTime>
    private let randomness: Mutex<SeededRandom>

    package init(seed: UInt64, now: WallTime = SimulatedHost.start) {
        clock = Mutex(now)
        randomness = Mutex(SeededRandom(seed: seed))
    }

    /// 2026-11-23T09:00:00Z
    package static let start = WallTime(milliseconds: 1_795_424_400_000)

    package var now: WallTime {
        get { clock.withLock { $0 } }
        set { clock.withLock { $0 = newValue } }
    }

    package func advance(milliseconds: Int64) {
        clock.withLock { $0 = WallTime(milliseconds: $0.milliseconds + milliseconds) }
    }

    package var host: Host {
        Host(
            now: { self.now }, random: { self.randomness.withLock { $0.next() } }, hash: Fingerprint.hash128)
    }
}
