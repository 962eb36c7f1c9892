/// Many captures one after another: the last must cost what the first did, and leave no more behind.
struct CaptureRunJob {
    let stage: Stage
    private static let runs = 300
    private static let part = 50

    func measure() throws -> [Measure] {
        let home = try stage.copy(try stage.writer(), as: "capture-run")
        let runs = try DataSet.actions(Self.runs).map { try stage.huddle(CaptureJob.words($0), home) }
        let beside = Home.bytes(of: try home.log + "-wal")
        func lastBesideFirst(_ what: String, _ cost: (Run) -> Double) -> Measure {
            Measure(
                .captureRun, stage.entries, "captures 251 to 300, \(what)", .seconds, runs.suffix(Self.part).map(cost)
            )
            .beside("captures 1 to 50", runs.prefix(Self.part).map(cost))
        }
        return [
            lastBesideFirst("wall time") { $0.seconds },
            // What the disk is doing for others does not show here.
            lastBesideFirst("processor time") { $0.processorSeconds }.target(.ratioAtMost(1.2), "≤ 1.2 ×"),
            Measure(.captureRun, stage.entries, "write-ahead log after 300 captures", .bytes, [Double(beside)])
                .target(.atMost(8e6), "≤ 8 MB"),
        ]
    }
}
