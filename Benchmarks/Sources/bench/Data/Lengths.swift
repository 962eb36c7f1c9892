/// How long an action line is, in bytes: the distribution that was measured on real minutes.
///
/// Whole numbers only, so that every machine makes the same set.
enum Lengths {
    /// Points of the measured distribution: so many in a thousand are at most so long.
    private static let quantiles: [(permille: Int, bytes: Int)] = [
        (0, 7), (50, 14), (100, 26), (250, 47), (500, 62), (750, 85), (900, 123), (950, 162), (1000, 171),
    ]

    static func next(_ random: inout SeededRandom) -> Int {
        let place = random.below(1000)
        let upper = quantiles.firstIndex { $0.permille > place } ?? quantiles.count - 1
        let (low, high) = (quantiles[upper - 1], quantiles[upper])
        return low.bytes + (high.bytes - low.bytes) * (place - low.permille) / (high.permille - low.permille)
    }
}
