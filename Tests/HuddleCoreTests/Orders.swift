/// Orders in which the same things may arrive.
enum Orders {
    /// Every order of up to five elements; of more, a hundred that `seed` draws.
    static func of<Element>(_ elements: [Element], seed: UInt64) -> [[Element]] {
        guard elements.count > 5 else { return permutations(elements) }
        var random = SeededGenerator(seed: seed)
        return (0..<100).map { _ in elements.shuffled(using: &random) }
    }

    private static func permutations<Element>(_ elements: [Element]) -> [[Element]] {
        guard elements.count > 1 else { return [elements] }
        return elements.indices.flatMap { position in
            var rest = elements
            let first = rest.remove(at: position)
            return permutations(rest).map { [first] + $0 }
        }
    }
}

/// Random numbers that are the same for the same seed, everywhere.
/// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014), SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// True once in `count` times.
    mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
}
