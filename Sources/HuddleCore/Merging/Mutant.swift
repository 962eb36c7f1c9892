/// A rule of merging that a test breaks on purpose, to see that the simulator notices.
///
/// A test that never fails proves nothing. Each of these is a mistake that others have made; with one of them on, a
/// simulation must find a violation within a few seeds. The idea is FoundationDB's BUGGIFY: the point where the rule is
/// broken is one line in the real code. Only debug builds have them (`MUTANTS` in Package.swift): elsewhere `isOn` is a
/// constant that the compiler removes.
package enum Mutant: String, CaseIterable, Sendable {
    /// Of two equal stamps the one wins that was here first.
    case tiesWonLocally = "ties-won-locally"
    case losingHeadsDropped = "losing-heads-dropped"
    case deleteBeatsUnseenEdit = "delete-beats-unseen-edit"
    case basesIgnoredOnSets = "bases-ignored-on-sets"

    #if MUTANTS
        /// The rule that is broken in the current task, which is one simulation.
        @TaskLocal package static var active: Mutant?

        package static func isOn(_ mutant: Mutant) -> Bool { active == mutant }
    #else
        @inline(__always)
        package static func isOn(_ mutant: Mutant) -> Bool { false }
    #endif
}
