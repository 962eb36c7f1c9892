import ArgumentParser

/// What is in the log, out.
struct ExportGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Hand out what is in the log.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle export actions",
                "huddle export actions --format csv --output actions.csv",
            ]),
        subcommands: [ExportActions.self])
}
