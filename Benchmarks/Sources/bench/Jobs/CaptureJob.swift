import Foundation

/// One entry, written down by a whole process: `huddle add`.
struct CaptureJob {
    let stage: Stage
    private static let runs = 31

    func measure() throws -> [Measure] {
        let home = try stage.copy(try stage.writer(), as: "capture")
        let limit = try stage.copy(try stage.writer(), as: "capture-limit")
        let texts = DataSet.actions(Self.runs)
        // The limit repeats the last entry: there must be one of this kind.
        for home in [home, limit] { for text in texts.prefix(3) { try stage.huddle(Self.words(text), home) } }
        try limit.rest()
        try home.rest()
        var (ours, limits): ([Run], [Run]) = ([], [])
        for text in texts {
            ours.append(try stage.huddle(Self.words(text), home))
            limits.append(try stage.tool("limit-capture", [try limit.log]))
        }
        let capture = Measure(.capture, stage.entries, "huddle add", .seconds, ours.map(\.seconds))
            .beside("limit-capture", limits.map(\.seconds)).target(.ratioAtMost(2), "≤ 2 ×").peak(ours)
            .note(Run.processorTime(ours))
        return [capture] + (try TaskwarriorPeer(stage: stage).measure(texts))
    }

    static func words(_ text: String) -> [String] {
        ["add", text, "--kind", "action", "--customer", "Acme", "--product", "Slicer 400", "--owner", "Jonas Weber"]
    }
}
