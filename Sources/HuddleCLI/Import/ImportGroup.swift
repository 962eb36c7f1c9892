import ArgumentParser

/// What others wrote, in.
struct ImportGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take over what is written elsewhere.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle import minutes minutes/*.md --dry-run",
                "huddle import csv actions.csv",
            ]),
        subcommands: [
            ImportMinutes.self, ImportCSV.self, ImportTodoTxt.self, ImportTaskwarrior.self, ImportICS.self,
            ImportNDJSON.self, ImportJira.self,
        ])
}
