import Foundation

/// Lists of all action items into an empty log, durable and searchable.
struct ImportJob {
    let stage: Stage

    /// What is imported: the words of `huddle import` and of the `huddle export` that wrote the file.
    private static let lists = [
        (
            name: "csv of others", kind: "csv",
            export: ["csv", "--columns", "text,owners,due,status,customer,product,tags"]
        ),
        (name: "csv", kind: "csv", export: ["csv"]),
        (name: "taskwarrior", kind: "taskwarrior", export: ["taskwarrior"]),
        (name: "ndjson", kind: "ndjson", export: ["ndjson"]),
    ]

    func measure() throws -> [Measure] {
        let writer = try stage.writer()
        let ours = try Self.lists.map { list in
            let file = file(list.name)
            try stage.huddle(["export", "actions", "--output", file, "--format"] + list.export, writer)
            var runs: [Run] = []
            for _ in 0..<stage.runs(5, long: 3) {
                let home = try stage.newHome("importer")
                try stage.huddle(["init", "--name", "Maria Silva"], home)
                runs.append(try stage.huddle(["import", list.kind, file], home))
                let found = try home.number("SELECT count(*) FROM record WHERE kind = 'action'")
                guard found == stage.entries else {
                    throw Failure("\(found) of \(stage.entries) entries were imported")
                }
            }
            return Measure(.importing, stage.entries, "huddle import, \(list.name)", .seconds, runs.map(\.seconds))
                .peak(runs).note(
                    "\(Run.processorTime(runs)), read \(Figure.text(Double(Home.bytes(of: file)), .bytes))")
        }
        let peers = ListPeers(stage: stage)
        return ours + [
            try peers.importing(.importing, tasks: file("taskwarrior")),
            try peers.python(
                .importing, "csv and sqlite3", PythonScripts.importing, [file("csv"), stage.scratch.path("plain.db")]),
        ]
    }

    private func file(_ list: String) -> String {
        stage.scratch.path("list-" + list.replacingOccurrences(of: " ", with: "-"))
    }
}
