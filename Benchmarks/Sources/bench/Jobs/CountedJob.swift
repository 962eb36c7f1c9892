import Foundation

/// Work that can be counted: instructions (callgrind), allocations (memcheck), flushes (strace) and bytes written, where those
/// are installed. They do not depend on what else the machine does, so they show best what grows with the log.
struct CountedJob {
    let stage: Stage

    private struct Counted {
        let name: String
        let command: [String]
        /// What has to be done anew before each run.
        var before: [String]?
        var isWriting = true
    }

    private static let add = ["add", "! The blades wear out customer:Acme"]
    private static let jobs = [
        Counted(name: "huddle add", command: add),
        Counted(name: "huddle sync, nothing to do", command: ["sync"], before: ["sync"]),
        Counted(name: "huddle sync, one change", command: ["sync"], before: add),
        Counted(name: "huddle list", command: ["list", "--limit", "20"], isWriting: false),
        Counted(name: "huddle status", command: ["status"], isWriting: false),
        Counted(name: "completion", command: ["__complete", "zsh", "list", "--customer", "A"], isWriting: false),
    ]

    func measure() throws -> [Measure] {
        let full = try stage.copy(try stage.pushed().home, as: "counted")
        let empty = try stage.newHome("counted empty")
        try stage.join(empty, try stage.newSpace(), as: "Jonas Weber")
        // What an empty log has not: a search index, the name of a customer, as many entries as a list shows.
        for _ in 0..<20 { for home in [full, empty] { try stage.huddle(Self.add, home) } }
        for job in Self.jobs { for home in [full, empty] { try stage.huddle(job.command, home) } }
        // Whoever opens a log first reads its write-ahead log, and that is as long as chance has it.
        for home in [full, empty] { try home.rest() }
        var measures: [Measure] = []
        func count(_ what: String, _ most: Double, _ jobs: [Counted], _ count: (Counted, Home) throws -> Double?) throws
        {
            for job in jobs {
                guard let ours = try count(job, full), let least = try count(job, empty) else { return }
                measures.append(
                    Measure(.counted, stage.entries, "\(job.name), \(what)", .count, [ours]).beside(
                        "an empty log", [least]
                    )
                    .target(.ratioAtMost(most), "≤ \(Figure.number(most)) ×"))
            }
        }
        try count("million instructions", 1.1, Self.jobs) { try instructions($0, $1).map { $0 / 1e6 } }
        try count("thousand allocations", 1.1, Self.jobs) { try allocations($0, $1).map { $0 / 1e3 } }
        let writing = Self.jobs.filter(\.isWriting)
        try count("flushes", 1, writing) { try flushes($0, $1) }
        try count("kB written", 3, writing) { try written($0, $1) }
        return measures
    }

    /// Runs a job under a tool that leaves a report, and gives back its lines.
    private func report(_ job: Counted, _ home: Home, by tool: String, _ options: (String) -> [String]) throws
        -> [Substring]?
    {
        guard let tool = Programs.installed(tool) else { return nil }
        if let before = job.before { try stage.huddle(before, home) }
        let report = stage.scratch.path("report of a tool")
        try stage.runner.setting("HUDDLE_HOME", home.folder).run(
            tool, options(report) + [stage.programs.huddle] + job.command)
        return try String(contentsOfFile: report, encoding: .utf8).split(separator: "\n")
    }

    private func instructions(_ job: Counted, _ home: Home) throws -> Double? {
        let lines = try report(job, home, by: "valgrind") {
            ["--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-file=" + $0]
        }
        return try lines.map { try number(in: $0, after: "Collected : ") }
    }

    private func allocations(_ job: Counted, _ home: Home) throws -> Double? {
        let lines = try report(job, home, by: "valgrind") {
            ["--tool=memcheck", "--undef-value-errors=no", "--log-file=" + $0]
        }
        return try lines.map { try number(in: $0, after: "total heap usage: ") }
    }

    private func flushes(_ job: Counted, _ home: Home) throws -> Double? {
        try report(job, home, by: "strace") { ["-f", "-o", $0, "-e", "trace=fsync,fdatasync"] }
            .map { Double($0.filter { $0.contains("sync(") }.count) }
    }

    private func written(_ job: Counted, _ home: Home) throws -> Double? {
        if let before = job.before { try stage.huddle(before, home) }
        return Double(try stage.huddle(job.command, home).writtenBytes) / 1e3
    }

    private func number(in lines: [Substring], after words: String) throws -> Double {
        for line in lines {
            guard let range = line.range(of: words) else { continue }
            let digits = line[range.upperBound...].prefix { $0.isNumber || $0 == "," }.filter(\.isNumber)
            if let number = Double(digits) { return number }
        }
        throw Failure("no “\(words)” in: \(lines.joined(separator: "\n"))")
    }
}
