import ArgumentParser

/// What a server refused.
struct QuarantineGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "What the server refused: it is kept here, with the reason.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle quarantine",
                "huddle quarantine retry",
            ]),
        subcommands: [QuarantineList.self, QuarantineRetry.self, QuarantineExport.self],
        defaultSubcommand: QuarantineList.self)
}
