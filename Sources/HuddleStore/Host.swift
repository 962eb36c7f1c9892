package import HuddleCore

/// What a program hands in from outside: time, randomness, hashing. Tests and the simulator hand in their own.
package struct Host: Sendable {
    package let now: @Sendable () -> WallTime
    /// Bits that nobody can guess.
    package let random: @Sendable () -> UInt64
    package let hash: Hash128

    package init(
        now: @escaping @Sendable () -> WallTime, random: @escaping @Sendable () -> UInt64, hash: @escaping Hash128
    ) {
        self.now = now
        self.random = random
        self.hash = hash
    }

    package func newRecordID() -> RecordID {
        RecordID(at: now().clamped, random: (random(), random()))
    }

    /// Never 0, which no replica has.
    package func newReplicaID() -> ReplicaID {
        ReplicaID(bits: max(random(), 1))
    }

    package func randomBytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let bits = random()
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
        }
        return Array(bytes.prefix(count))
    }
}
