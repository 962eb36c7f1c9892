/// A sync that finds nothing to send and nothing new.
struct IdleSyncJob {
    let stage: Stage
    private static let runs = 21

    func measure() throws -> [Measure] {
        let home = try stage.copy(try stage.pushed().home, as: "idle")
        for _ in 0..<3 { try stage.huddle(["sync"], home) }
        var (ours, curls): ([Run], [Run]) = ([], [])
        for _ in 0..<Self.runs {
            ours.append(try stage.huddle(["sync"], home))
            curls.append(try stage.curl())
        }
        let proxy = try CountingProxy(to: try stage.running().port)
        defer { proxy.stop() }
        try home.move(from: try stage.running().url, to: proxy.url)
        var counts: [CountingProxy.Counts] = []
        for _ in 0..<3 {
            try stage.huddle(["sync"], home)
            counts.append(proxy.takeCounts())
        }
        func measure(_ what: String, _ unit: Measure.Unit, _ samples: [Double]) -> Measure {
            Measure(.idleSync, stage.entries, what, unit, samples)
        }
        return [
            measure("huddle sync, nothing to do", .seconds, ours.map(\.seconds))
                .beside("curl", curls.map(\.seconds)).peak(ours).note(Run.processorTime(ours)),
            measure("bytes on the wire", .bytes, counts.map { Double($0.toServer + $0.toClient) })
                .target(.atMost(999), "< 1 kB"),
            measure("requests", .count, counts.map { Double($0.exchanges) }).target(.atMost(1), "1"),
        ]
    }
}
