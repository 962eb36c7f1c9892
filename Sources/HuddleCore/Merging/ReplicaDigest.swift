/// What a log holds of one replica, told in few bytes: two logs whose digests are equal need not be compared
/// change by change.
package struct ReplicaDigest: Hashable, Sendable {
    package let replica: ReplicaID
    package private(set) var count: UInt64
    /// The sum of the changes' ids as 128-bit numbers, modulo 2¹²⁸. It does not depend on their order.
    package private(set) var sum: Digest128

    package init(replica: ReplicaID, count: UInt64 = 0, sum: Digest128 = .zero) {
        self.replica = replica
        self.count = count
        self.sum = sum
    }

    package mutating func add(_ id: ChangeID) {
        count += 1
        let (low, carry) = sum.low.addingReportingOverflow(id.digest.low)
        sum = Digest128(high: sum.high &+ id.digest.high &+ (carry ? 1 : 0), low: low)
    }
}
