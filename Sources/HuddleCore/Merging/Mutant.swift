/// A rule of merging that a test breaks on purpose, to see that the simulator notices.
///
/// A test that never fails proves nothing. Each of these is a mistake that others have made; with one of them on, a
/// simulation must find a violation within a few seeds. The idea is FoundationDB's BUGGIFY: the point where a rule is
/// broken is one line in the real code. Only debug builds have them (`MUTANTS` in Package.swift): elsewhere `isOn` is a
/// constant that the compiler removes.
package enum Mutant: Hashable, Sendable {
    /// Of two equal stamps the one wins that was here first.
    case tiesWonLocally
    case losingHeadsDropped
    case deleteBeatsUnseenEdit
    case basesIgnoredOnSets
    /// The clock goes on from stamps that the server refused.
    case clockFollowsRefused
    /// The clock follows what it sees, however far ahead that is.
    case clockFollowsFarAhead
    /// A slow clock stamps below what its author has seen.
    case seenStampsIgnored
    /// A restamped change does not replace its former form.
    case formerFormsUnnamed
    /// A log that restamped takes its own former forms for another's.
    case formerFormsForgotten

    #if MUTANTS
        package static let areCompiledIn = true

        /// Of the current task, which is one simulation.
        @TaskLocal private static var active: Mutant?

        package static func isOn(_ mutant: Mutant) -> Bool { active == mutant }

        /// Runs `body` with one rule broken.
        package static func breaking<Result>(_ mutant: Mutant, _ body: () throws -> Result) rethrows -> Result {
            try $active.withValue(mutant, operation: body)
        }
    #else
        package static let areCompiledIn = false

        @inline(__always)
        package static func isOn(_ mutant: Mutant) -> Bool { false }

        /// Runs `body` with every rule whole.
        package static func breaking<Result, Failure: Error>(
            _ mutant: Mutant, _ body: () throws(Failure) -> Result
        ) throws(Failure) -> Result {
            try body()
        }
    #endif
}
