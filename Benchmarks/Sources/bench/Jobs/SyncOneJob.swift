/// A sync that sends one change and reads it back.
struct SyncOneJob {
    let stage: Stage
    private static let runs = 15

    func measure() throws -> [Measure] {
        let home = try stage.copy(try stage.pushed().home, as: "sync-one")
        let database = stage.scratch.path("commit.sqlite")
        var (ours, limits): ([Run], [Double]) = ([], [])
        for (number, text) in DataSet.actions(Self.runs + 3).enumerated() {
            try stage.huddle(CaptureJob.words(text), home)
            let run = try stage.huddle(["sync"], home)
            let limit = try stage.curl().seconds + stage.tool("limit-commit", [database]).seconds
            if number < 3 { continue }
            ours.append(run)
            limits.append(limit)
        }
        return [
            Measure(.syncOne, stage.entries, "huddle sync, one change", .seconds, ours.map(\.seconds))
                .beside("curl + limit-commit", limits).target(.ratioAtMost(2), "≤ 2 ×").peak(ours)
                .note(Run.processorTime(ours))
        ]
    }
}
