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
        var (lines, options, limits): ([Run], [Run], [Run]) = ([], [], [])
        for text in texts {
            lines.append(try stage.huddle(Self.line(text), home))
            limits.append(try stage.tool("limit-capture", [try limit.log]))
            options.append(try stage.huddle(Self.words(text), home))
        }
        let captures = [("huddle add, one line", lines), ("huddle add, with options", options)].map { what, runs in
            Measure(.capture, stage.entries, what, .seconds, runs.map(\.seconds))
                .beside("limit-capture", limits.map(\.seconds)).target(.ratioAtMost(2), "≤ 2 ×").peak(runs)
                .note(Run.processorTime(runs))
        }
        return captures + (try TaskwarriorPeer(stage: stage).measure(texts))
    }

    /// As people type it.
    private static func line(_ text: String) -> [String] {
        ["add", #"- \#(text) customer:Acme product:"Slicer 400" @"Jonas Weber""#]
    }

    /// As scripts do; the entry is the same.

    static func words(_ text: String) -> [String] {
        ["add", text, "--kind", "action", "--customer", "Acme", "--product", "Slicer 400", "--owner", "Jonas Weber"]
    }
}
