/// Many captures one after another: the last must cost what the first did.
struct CaptureRunJob {
    let stage: Stage
    private static let runs = 300
    private static let part = 50

    func measure() throws -> [Measure] {
        let home = try stage.copy(try stage.writer(), as: "capture-run")
        let runs = try DataSet.actions(Self.runs).map { try stage.huddle(CaptureJob.words($0), home).seconds }
        let beside = Home.bytes(of: try home.log + "-wal")
        return [
            Measure(.captureRun, stage.entries, "captures 251 to 300", .seconds, Array(runs.suffix(Self.part)))
                .beside("captures 1 to 50", Array(runs.prefix(Self.part)))
                .target(.ratioAtMost(1.5), "≤ 1.5 ×")
                .note("write-ahead log \(Figure.text(Double(beside), .bytes)) at the end")
        ]
    }
}
