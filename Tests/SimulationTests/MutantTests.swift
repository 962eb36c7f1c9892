import HuddleCore
import HuddleTestSupport
import Testing

/// The simulator would notice: with one rule broken, a run fails within a few seeds.
@Test(arguments: BrokenRule.allCases)
func aBrokenRuleIsNoticed(rule: BrokenRule) throws {
    try #require(Mutant.areCompiledIn, "mutants are in debug builds only")
    var options = SimulationOptions()
    options.brokenRule = rule
    options.seedsPerFolder = 0
    let found = try Seeds.first(rule.mostSeeds).first { try SimulationRun(seed: $0, options: options).violation != nil }
    #expect(found != nil, "\(rule.rawValue) goes unnoticed in \(rule.mostSeeds) seeds")
}

extension BrokenRule {
    /// Within how many seeds it must be noticed. Protocol/evidence.md says how many it took.
    fileprivate var mostSeeds: Int { 50 }
}
