/// The last twenty entries.
struct ListJob {
    let stage: Stage
    private static let runs = 21

    func measure() throws -> [Measure] {
        let home = try stage.copy(try stage.writer(), as: "list")
        try stage.huddle(["list", "--limit", "20"], home)
        var (ours, limits): ([Run], [Run]) = ([], [])
        for _ in 0..<Self.runs {
            ours.append(try stage.huddle(["list", "--limit", "20"], home))
            limits.append(try stage.tool("limit-read", [try home.log, "20", "/dev/null"]))
        }
        return [
            Measure(.list, stage.entries, "huddle list, last 20", .seconds, ours.map(\.seconds))
                .beside("limit-read", limits.map(\.seconds)).peak(ours).note(Run.processorTime(ours))
        ]
    }
}
