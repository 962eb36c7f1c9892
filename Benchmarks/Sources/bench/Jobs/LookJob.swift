/// A command that somebody waits for while looking at the terminal, and that must not keep them waiting however long the log is.
struct LookJob {
    let stage: Stage
    private let look: Look
    private static let runs = 21
    /// In a third of the entries: finding it is easy, choosing among the hits is the work.
    private static let commonWord = "Slicer"

    private struct Look {
        let job: Job
        let what: String
        let arguments: [String]
        /// The program that does no more than read the same rows.
        let limit: (name: String, arguments: [String])
        let mostSeconds: Double?
    }

    init(_ job: Job, _ stage: Stage) throws {
        self.stage = stage
        switch job {
        case .list:
            look = Look(
                job: job, what: "huddle list, last 20", arguments: ["list", "--limit", "20"],
                limit: ("limit-read", ["20", "/dev/null"]), mostSeconds: 0.030)
        case .search:
            look = Look(
                job: job, what: "huddle search, a common word", arguments: ["search", Self.commonWord],
                limit: ("limit-search", [Self.commonWord, "20"]), mostSeconds: 0.050)
        case .completion:
            look = Look(
                job: job, what: "completion of a customer",
                arguments: ["__complete", "zsh", "list", "--customer", "A"],
                limit: ("limit-read", ["1", "/dev/null"]), mostSeconds: 0.030)
        case .status:
            look = Look(
                job: job, what: "huddle status", arguments: ["status"], limit: ("limit-read", ["1", "/dev/null"]),
                mostSeconds: nil)
        default: throw Failure("\(job.rawValue) is not about looking")
        }
    }

    func measure() throws -> [Measure] {
        let home = try stage.copy(try stage.writer(), as: look.job.rawValue)
        try stage.huddle(look.arguments, home)
        var (ours, limits): ([Run], [Run]) = ([], [])
        for _ in 0..<Self.runs {
            ours.append(try stage.huddle(look.arguments, home))
            limits.append(try stage.tool(look.limit.name, [try home.log] + look.limit.arguments))
        }
        let measure = Measure(look.job, stage.entries, look.what, .seconds, ours.map(\.seconds))
            .beside(look.limit.name, limits.map(\.seconds)).peak(ours).note(Run.processorTime(ours))
        guard let most = look.mostSeconds else { return [measure] }
        return [measure.target(.atMost(most), "≤ " + Figure.text(most, .seconds))]
    }
}
