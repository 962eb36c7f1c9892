/// What the client does in a first sync: checks, merges, indexes and makes durable what the server sent. The time in which it
/// waits for the server is taken off.
struct MergeJob {
    let stage: Stage
    /// The speed below which merging must never fall, entries a second.
    private static let least = 40_000.0

    func measure() throws -> [Measure] {
        let proxy = try CountingProxy(to: try stage.running().port)
        defer { proxy.stop() }
        var (ours, limits): ([Double], [Double]) = ([], [])
        for _ in 0..<stage.runs(5, long: 3) {
            let (run, counts) = try stage.firstSync(through: proxy)
            ours.append(Double(stage.entries) / (run.seconds - counts.exchangeSeconds))
            let limit = try stage.limitMerge()
            limits.append(Double(limit.entries) / limit.seconds)
        }
        let speed = Measure(.merge, stage.entries, "entries merged a second", .perSecond, ours)
        return [
            speed.beside("limit-merge", limits).target(.ratioAtLeast(0.6), "≥ 0.6 ×"),
            speed.target(.atLeast(Self.least), "≥ \(Figure.text(Self.least, .perSecond))"),
        ]
    }
}
