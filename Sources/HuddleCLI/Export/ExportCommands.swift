import ArgumentParser

/// What is in the log, out.
struct ExportCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Hand out what is in the log.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle export actions --format xlsx --output actions.xlsx",
                "huddle export --verify actions.xlsx",
            ]),
        subcommands: [
            ExportActions.self, ExportEntries.self, ExportPromises.self, ExportMeeting.self, ExportVerify.self,
        ],
        defaultSubcommand: ExportVerify.self)
}
