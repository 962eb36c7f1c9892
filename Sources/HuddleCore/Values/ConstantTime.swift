/// Compares what a caller must not learn piece by piece.
package enum ConstantTime {
    /// Whether both are the same, in a time that depends on their lengths alone.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for position in left.indices { difference |= left[position] ^ right[position] }
        return difference == 0
    }
}
