/// One tick of a replica's hybrid clock, which puts every write in one order.
///
/// Stamps compare by wall time, then by counter. Replicas that have seen the same changes
/// therefore pick the same winner without asking anyone.
/// Source: Kulkarni et al., "Logical Physical Clocks" (2014), packed into 64 bits.
///
/// A replica issues the same stamp twice only where it exceeds what is far ahead of its time (`HybridClock`): the ids decide then.
package struct Stamp: Hashable, Comparable, Sendable {
    package static let zero = Stamp(bits: 0)
    /// The greatest stamp that is accepted from anyone: the end of the year 9999.
    package static let last = Stamp(time: WallTime.last, counter: .max)

    /// Milliseconds since 1970 in the upper 48 bits, a counter in the lower 16.
    package let bits: UInt64

    package init(bits: UInt64) {
        self.bits = bits
    }

    package init(time: WallTime, counter: UInt16) {
        bits = UInt64(time.clamped.milliseconds) << 16 | UInt64(counter)
    }

    package var time: WallTime { WallTime(milliseconds: Int64(bits >> 16)) }
    package var counter: UInt16 { UInt16(truncatingIfNeeded: bits) }

    /// The next stamp. A full counter carries into the milliseconds.
    package var successor: Stamp { Stamp(bits: bits + 1) }

    package static func < (left: Stamp, right: Stamp) -> Bool { left.bits < right.bits }
}
