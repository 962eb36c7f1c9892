import Foundation

/// Other programs with the same lists. What is not installed, or takes too long, is said in place of a figure.
struct ListPeers {
    /// What takes longer says enough about itself.
    private static let secondsAtMost = 120

    let stage: Stage

    /// `task export` of all tasks.
    func export(_ job: Job, tasks file: String) throws -> Measure {
        let what = "peer: task export"
        guard let task = Programs.installed("task") else { return missing(job, what, "task is not installed") }
        let runner = try taskRunner()
        guard try run(task, ["import", file], runner) != nil else { return missing(job, what, tooLong("task import")) }
        let plain = stage.scratch.path("tasks.json")
        let runs = try (0..<stage.runs(5, long: 3)).map { _ in try runner.run(task, ["export"], output: plain) }
        return measure(job, what, runs).note(
            "\(Run.processorTime(runs)), wrote \(Figure.text(Double(Home.bytes(of: plain)), .bytes))")
    }

    /// `task import` into an empty folder.
    func importing(_ job: Job, tasks file: String) throws -> Measure {
        let what = "peer: task import"
        guard let task = Programs.installed("task") else { return missing(job, what, "task is not installed") }
        var runs: [Run] = []
        for _ in 0..<(stage.entries > 1000 ? 1 : 3) {
            guard let run = try run(task, ["import", file], try taskRunner()) else {
                return missing(job, what, tooLong("it"))
            }
            runs.append(run)
        }
        return measure(job, what, runs).note(Run.processorTime(runs))
    }

    /// A script for Python's own modules, with its arguments.
    func python(_ job: Job, _ modules: String, _ script: String, _ arguments: [String]) throws -> Measure {
        let what = "peer: Python, \(modules)"
        guard let python = Programs.installed("python3") else { return missing(job, what, "python3 is not installed") }
        let file = stage.scratch.path("peer.py")
        try script.write(toFile: file, atomically: false, encoding: .utf8)
        let runs = try (0..<stage.runs(5, long: 3)).map { _ in try stage.runner.run(python, [file] + arguments) }
        return measure(job, what, runs).note(Run.processorTime(runs))
    }

    private func measure(_ job: Job, _ what: String, _ runs: [Run]) -> Measure {
        Measure(job, stage.entries, what, .seconds, runs.map(\.seconds)).peak(runs)
    }

    private func missing(_ job: Job, _ what: String, _ why: String) -> Measure {
        Measure(job, stage.entries, what, .seconds, []).note("not measured: " + why)
    }

    private func tooLong(_ what: String) -> String { "\(what) takes more than \(Self.secondsAtMost) s" }

    private func taskRunner() throws -> Runner {
        try stage.scratch.remove("task-lists")
        let folder = try stage.scratch.makeFolder("task-lists")
        try "data.location=\(folder)\nconfirmation=off\nverbose=nothing\nhooks=off\n".write(
            toFile: folder + "/taskrc", atomically: false, encoding: .utf8)
        return stage.runner.setting("TASKRC", folder + "/taskrc")
    }

    /// Nil where it takes too long: `timeout` ends with 124 then.
    private func run(_ command: String, _ arguments: [String], _ runner: Runner) throws -> Run? {
        do {
            return try runner.run("timeout", [String(Self.secondsAtMost), command] + arguments)
        } catch let error as CommandFailed where error.status == 124 {
            return nil
        }
    }
}

/// What people would write in an afternoon.
enum PythonScripts {
    static let export = """
        import csv, sqlite3, sys
        log = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
        rows = log.execute(
            "SELECT lower(hex(id)), kind, status, main, people, day, priority, customer, product, site, tags, details, created, changed "
            "FROM record WHERE type = 'entry' AND kind = 'action' ORDER BY people, day")
        with open(sys.argv[2], "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([column[0] for column in rows.description])
            writer.writerows(rows)
        """

    static let importing = """
        import csv, os, sqlite3, sys
        if os.path.exists(sys.argv[2]): os.remove(sys.argv[2])
        log = sqlite3.connect(sys.argv[2])
        log.execute("PRAGMA journal_mode = WAL")
        log.execute("PRAGMA synchronous = FULL")
        with open(sys.argv[1], newline="") as file:
            rows = csv.reader(file)
            names = next(rows)
            log.execute("CREATE TABLE entry (" + ", ".join(name + (" PRIMARY KEY" if name == "id" else "") for name in names) + ")")
            log.execute("CREATE VIRTUAL TABLE search USING fts5(text, details, customer)")
            text, details, customer = (names.index(name) for name in ("text", "details", "customer"))
            marks = ", ".join("?" for _ in names)
            for row in rows:
                log.execute(f"INSERT INTO entry VALUES ({marks})", row)
                log.execute("INSERT INTO search VALUES (?, ?, ?)", (row[text], row[details], row[customer]))
        log.commit()
        """
}
