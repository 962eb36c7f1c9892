import Foundation

/// Work that can be counted: instructions (callgrind) and flushes of the disk (strace), where those are installed. They do not
/// depend on what else the machine does, so they show best what grows with the log.
struct CountedJob {
    let stage: Stage

    func measure() throws -> [Measure] {
        let full = try stage.copy(try stage.pushed().home, as: "counted")
        let empty = try stage.newHome("counted empty")
        try stage.join(empty, try stage.newSpace(), as: "Jonas Weber")
        let commands = [
            ["add", "The blades wear out", "--kind", "frustration", "--customer", "Acme"], ["sync"], ["status"],
            ["__complete", "zsh", "list", "--customer", "A"],
        ]
        // The first of each fills what later ones find: the search index of an empty log, the name of a customer.
        for command in commands { for home in [full, empty] { try stage.huddle(command, home) } }
        return try instructions(commands, full, empty) + flushes(commands, full, empty)
    }

    private func instructions(_ commands: [[String]], _ full: Home, _ empty: Home) throws -> [Measure] {
        guard let valgrind = Programs.installed("valgrind") else { return [] }
        let report = stage.scratch.path("instructions")
        func count(_ command: [String], _ home: Home) throws -> Double {
            let options = ["--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-file=" + report]
            try stage.runner.setting("HUDDLE_HOME", home.folder).run(
                valgrind, options + [stage.programs.huddle] + command)
            let text = try String(contentsOfFile: report, encoding: .utf8)
            let line = text.split(separator: "\n").first { $0.contains("Collected") }
            guard let number = line?.split(separator: " ").last.flatMap({ Double($0) }) else {
                throw Failure("valgrind said: \(text)")
            }
            return number
        }
        return try commands.map { command in
            Measure(
                .counted, stage.entries, name(command) + ", million instructions", .count,
                [try count(command, full) / 1e6]
            ).beside("an empty log", [try count(command, empty) / 1e6]).target(.ratioAtMost(1.1), "≤ 1.1 ×")
        }
    }

    private func flushes(_ commands: [[String]], _ full: Home, _ empty: Home) throws -> [Measure] {
        guard let strace = Programs.installed("strace") else { return [] }
        let report = stage.scratch.path("flushes")
        func count(_ command: [String], _ home: Home) throws -> Double {
            let options = ["-f", "-o", report, "-e", "trace=fsync,fdatasync"]
            try stage.runner.setting("HUDDLE_HOME", home.folder).run(
                strace, options + [stage.programs.huddle] + command)
            let text = try String(contentsOfFile: report, encoding: .utf8)
            return Double(text.split(separator: "\n").filter { $0.contains("sync(") }.count)
        }
        return try commands.prefix(2).map { command in
            Measure(.counted, stage.entries, name(command) + ", flushes", .count, [try count(command, full)])
                .beside("an empty log", [try count(command, empty)]).target(.ratioAtMost(1), "≤ 1 ×")
        }
    }

    private func name(_ command: [String]) -> String {
        command[0] == "__complete" ? "completion" : "huddle " + command[0]
    }
}
