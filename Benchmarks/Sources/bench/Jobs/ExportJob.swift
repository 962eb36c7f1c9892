/// All action items into a file.
struct ExportJob {
    let stage: Stage

    func measure() throws -> [Measure] {
        let home = try stage.writer()
        let most = Double(stage.entries) / 100_000
        let ours = try ["markdown", "csv", "json", "taskwarrior"].map { format in
            let file = stage.scratch.path("actions." + format)
            let words = ["export", "actions", "--format", format, "--output", file]
            try stage.huddle(words, home)
            var (ours, limits): ([Run], [Run]) = ([], [])
            for _ in 0..<stage.runs(5, long: 3) {
                ours.append(try stage.huddle(words, home))
                limits.append(
                    try stage.tool("limit-read", [try home.log, String(stage.entries), stage.scratch.path("plain")]))
            }
            return Measure(.export, stage.entries, "huddle export actions, \(format)", .seconds, ours.map(\.seconds))
                .beside("limit-read", limits.map(\.seconds))
                .target(.atMost(most), "≤ \(Figure.text(most, .seconds))").peak(ours)
                .note("\(Run.processorTime(ours)), wrote \(Figure.text(Double(Home.bytes(of: file)), .bytes))")
        }
        let peers = ListPeers(stage: stage)
        return ours + [
            try peers.export(.export, tasks: stage.scratch.path("actions.taskwarrior")),
            try peers.python(.export, "csv", PythonScripts.export, [try home.log, stage.scratch.path("plain.csv")]),
        ]
    }
}
