/// Randomness that one number decides, so that a failure can be had again.
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (2014), SplitMix64.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Randomness that this one decides, and that takes nothing from it.
    package func aside() -> SeededRandom { SeededRandom(seed: ~state &* 0xd134_2543_de82_ef95) }

    package mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &self) < probability
    }

    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    /// A few words, now and then with signs that make trouble: control characters, quotes, emoji, right-to-left text.
    package mutating func text() -> String {
        let words = [
            "valve", "Acme", "délai", "lievito", "press", "über", "\u{1F9F0}", "\u{5E9}\u{5DC}\u{5D5}\u{5DD}", "line 4",
            "it's",
            "\"quoted\"", "\u{1b}[31m", "a\u{0}b", "=1+1", "e\u{301}", "\u{e9}", "<b>", "tab\there",
        ]
        return (0..<Int.random(in: 1...5, using: &self)).map { _ in pick(words) }.joined(separator: " ")
    }
}

/// The seeds of a run: always the same ones, so that a run that was green stays green.
package enum Seeds {
    package static func first(_ count: Int) -> ClosedRange<UInt64> { 1...UInt64(count) }
}
