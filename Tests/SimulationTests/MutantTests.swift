import HuddleCore
import HuddleTestSupport
import Testing

/// The simulator would notice: with one rule broken, a run fails within a few seeds, and on what that rule is there for.
@Test(arguments: BrokenRule.allCases)
func aBrokenRuleIsNoticed(rule: BrokenRule) async throws {
    try #require(Mutant.areCompiledIn, "mutants are in debug builds only")
    var options = SimulationOptions()
    options.brokenRule = rule
    options.seedsPerFolder = 0
    for seed in Seeds.first(rule.mostSeeds) {
        await Task.yield()
        guard let violation = try SimulationRun(seed: seed, options: options).violation else { continue }
        #expect(rule.noticedBy.contains(violation.invariant), "by accident, in seed \(seed): \(violation)")
        return
    }
    Issue.record("\(rule.rawValue) goes unnoticed in \(rule.mostSeeds) seeds")
}

extension BrokenRule {
    /// Within how many seeds it must be noticed. Protocol/evidence.md says how many it took.
    fileprivate var mostSeeds: Int { 50 }
}
