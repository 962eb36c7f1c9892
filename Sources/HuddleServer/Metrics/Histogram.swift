/// How often something took how long.
struct Histogram: Sendable {
    /// Upper bounds in seconds; the last one, which has no bound, is not among them.
    static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    /// How many fell between each bound and the one before it, and behind the last.
    private var counts = [UInt64](repeating: 0, count: Histogram.bounds.count + 1)
    private(set) var seconds = 0.0

    mutating func add(_ duration: Duration) {
        let value = duration / .seconds(1)
        counts[Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count] += 1
        seconds += value
    }

    /// How many were at most as long as each bound, and in the end all of them.
    var cumulative: [UInt64] {
        var sum: UInt64 = 0
        return counts.map { count in
            sum += count
            return sum
        }
    }
}
