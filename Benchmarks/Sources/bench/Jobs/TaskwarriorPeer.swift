import Foundation

/// The same capture by Taskwarrior 2, where it is installed.
struct TaskwarriorPeer {
    let stage: Stage

    func measure(_ texts: [String]) throws -> [Measure] {
        guard let task = Programs.installed("task") else { return [] }
        let folder = try stage.scratch.makeFolder("task")
        try tasks().write(toFile: folder + "/pending.data", atomically: false, encoding: .utf8)
        try "data.location=\(folder)\nconfirmation=off\n".write(
            toFile: folder + "/taskrc", atomically: false, encoding: .utf8)
        let runner = stage.runner.setting("TASKRC", folder + "/taskrc")
        func add(_ text: String) throws -> Run { try runner.run(task, ["add", "project:Acme", "--", text]) }
        _ = try add(texts[0])
        let runs = try texts.prefix(stage.runs(11, long: 5)).map(add)
        return [Measure(.capture, stage.entries, "peer: task add", .seconds, runs.map(\.seconds)).peak(runs)]
    }

    /// As many tasks as there are entries, in Taskwarrior's own form.
    private func tasks() -> String {
        var random = SeededRandom(seed: 7)
        return DataSet.actions(stage.entries).map { text in
            let hex = String(random.next() | 1 << 63, radix: 16) + String(random.next() | 1 << 63, radix: 16)
            let cuts = [8, 12, 16, 20]
            let id = hex.enumerated().map { (cuts.contains($0.offset) ? "-" : "") + String($0.element) }.joined()
            return """
                [description:"\(text.replacingOccurrences(of: ":", with: " "))" entry:"1770000000" modified:"1770000000" \
                project:"Acme" status:"pending" uuid:"\(id)"]

                """
        }.joined()
    }
}
