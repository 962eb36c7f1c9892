import HuddleCore
import Testing

@Test func comparingTakesEveryByteIntoAccount() {
    let hash = [UInt8](0..<32)
    #expect(ConstantTime.areEqual(hash, hash))
    #expect(ConstantTime.areEqual([], []))
    #expect(!ConstantTime.areEqual(hash, Array(hash.dropLast())))
    for position in hash.indices {
        for bit in 0..<8 {
            var other = hash
            other[position] ^= 1 << bit
            #expect(!ConstantTime.areEqual(hash, other) && !ConstantTime.areEqual(other, hash))
        }
    }
}
