import ArgumentParser

/// What finds out whether nothing is lost.
@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs replicas and a server through faults, or dumps sets of changes for another program to compare.",
        subcommands: [RunSeeds.self, DumpSets.self], defaultSubcommand: RunSeeds.self)
}
