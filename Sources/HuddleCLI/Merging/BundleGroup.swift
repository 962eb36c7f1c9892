import ArgumentParser

/// Changes in a file, carried by hand.
struct BundleGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Carry a log from machine to machine in a file, with no server.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle bundle write /media/stick/team.huddle",
                "huddle bundle read /media/stick/team.huddle",
            ]),
        subcommands: [BundleWrite.self, BundleRead.self])
}
