/// A new machine reads the whole log.
struct FirstSyncJob {
    let stage: Stage

    func measure() throws -> [Measure] {
        var (ours, limits): ([Run], [Double]) = ([], [])
        for _ in 0..<stage.runs(5, long: 3) {
            ours.append(try stage.firstSync().run)
            limits.append(try stage.limitMerge().seconds)
        }
        let proxy = try CountingProxy(to: try stage.running().port)
        defer { proxy.stop() }
        let counts = try stage.firstSync(through: proxy).counts
        let most = 2.0 * Double(stage.entries) / 100_000
        return [
            Measure(.firstSync, stage.entries, "huddle sync, all to read", .seconds, ours.map(\.seconds))
                .beside("limit-merge", limits).target(.atMost(most), "≤ \(Figure.text(most, .seconds))").peak(ours)
                .note(Run.processorTime(ours)),
            Measure(
                .firstSync, stage.entries, "bytes an entry on the wire", .bytes,
                [Double(counts.toServer + counts.toClient) / Double(stage.entries)]
            )
            .target(.atMost(120), "≤ 120 B").note("\(counts.exchanges) requests"),
        ]
    }
}
