import HuddleTestSupport

/// Orders in which the same things may arrive.
enum Orders {
    /// Every order of up to five elements; of more, a hundred that `seed` draws.
    static func of<Element>(_ elements: [Element], seed: UInt64) -> [[Element]] {
        guard elements.count > 5 else { return permutations(elements) }
        var random = SeededRandom(seed: seed)
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

extension SeededRandom {
    /// True once in `count` times.
    mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
}
