/// Medians and quartiles of some samples.
enum Statistics {
    static func median(_ samples: [Double]) -> Double { quantile(samples, 0.5) }

    /// Between the samples, in proportion.
    static func quantile(_ samples: [Double], _ part: Double) -> Double {
        let sorted = samples.sorted()
        guard let last = sorted.last else { return .nan }
        let place = part * Double(sorted.count - 1)
        let lower = Int(place)
        guard lower + 1 < sorted.count else { return last }
        return sorted[lower] + (sorted[lower + 1] - sorted[lower]) * (place - Double(lower))
    }
}
