/// The first upload of everything that one person wrote.
struct PushJob {
    let stage: Stage

    func measure() throws -> [Measure] {
        let pushes = try stage.pushed()
        let peak = try stage.running().peakBytes
        return [
            Measure(.push, stage.entries, "huddle sync, all to send", .seconds, pushes.runs.map(\.seconds))
                .peak(pushes.runs)
                .note(
                    "\(Figure.grouped(Int(Double(stage.entries) / Statistics.median(pushes.runs.map(\.seconds))))) entries/s, "
                        + "server's peak \(Figure.text(Double(peak), .bytes))")
        ]
    }
}
