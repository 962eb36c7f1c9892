import HuddleTestSupport
import Testing

/// Five people write while everything goes wrong that can; nothing is lost, and in the end all logs are equal.
@Test(arguments: 0..<10)
func nothingIsLostWhateverGoesWrong(part: UInt64) async throws {
    for seed in Seeds.first(100).map({ $0 + 100 * part }) {
        // Others wait for an answer meanwhile, and there are as many threads as cores.
        await Task.yield()
        let run = try SimulationRun(seed: seed, options: SimulationOptions())
        if let violation = run.violation {
            Issue.record("swift run simulate --seeds 1 --from \(seed): \(violation)")
        }
    }
}

/// Seeds that went wrong once: Protocol/evidence.md says how.
@Test(arguments: [1_031_999] as [UInt64])
func whatOnceWentWrongDoesNotAgain(_ seed: UInt64) throws {
    let violation = try SimulationRun(seed: seed, options: SimulationOptions()).violation
    #expect(violation == nil)
}

@Test func aSeedGivesTheSameTrace() throws {
    for seed in [7, 50, 99] as [UInt64] {
        let runs = try (1...2).map { _ in try SimulationRun(seed: seed, options: SimulationOptions()) }
        #expect(runs[0].trace.hash == runs[1].trace.hash, "seed \(seed)")
    }
}
