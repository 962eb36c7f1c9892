import HuddleTestSupport
import Testing

/// The simulator, as whoever hunts a failure runs it.
struct SimulatorTests {
    /// Hashing is seeded anew in each process, so equal traces within one prove too little.
    @Test func aSeedGivesTheSameTraceInEveryProcess() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let traces = try (1...2).map { _ in try simulate("--seeds", "3", "--from", "49", "--trace", in: folder) }
            .map { $0.stdout.split(separator: "\n").dropLast() }
        #expect(traces[0].count > 300)
        #expect(traces[0] == traces[1])
    }

    /// What a failure prints is a command that fails in the same way, with far fewer events.
    @Test func aFailureIsShownAtItsShortest() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let failed = try simulate("--seeds", "50", "--mutant", "losing-heads-dropped", in: folder)
        #expect(failed.status == 1)
        let again = try #require(failed.stdout.split(separator: "\n").first { $0.contains("Again: simulate ") })
        let arguments = again.split(separator: " ").dropFirst(2).map(String.init)
        let repeated = try simulate(arguments, in: folder)
        #expect(repeated.status == 1)
        let violation = try #require(failed.stdout.split(separator: "\n").first { $0.contains(" violates ") })
        let invariant = violation.split(separator: " ")[3]
        #expect(repeated.stdout.contains(" violates \(invariant)"))
        let lines = repeated.stdout.split(separator: "\n").prefix { !$0.hasPrefix("Seed ") }
        let events = lines.count { !$0.hasPrefix("heal:") }
        #expect(events < 10, "\(events) events")
    }

    @Test func aRunWithoutFaultsFindsNothing() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let run = try simulate("--seeds", "5", "--faults", "none", in: folder)
        #expect(run.status == 0)
        #expect(run.stdout.hasPrefix("No violation."))
    }

    private func simulate(_ arguments: String..., in folder: TemporaryFolder) throws -> Program.Output {
        try simulate(arguments, in: folder)
    }

    private func simulate(_ arguments: [String], in folder: TemporaryFolder) throws -> Program.Output {
        try Program.simulate.run(arguments, environment: [:], in: folder.path)
    }
}
