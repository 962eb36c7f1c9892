import ArgumentParser
import HuddleCore

/// Hands out the list of actions.
struct ExportActions: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "actions",
        abstract: "Write the list of actions, by owner and due date.",
        discussion: HelpText.discussion(
            """
            Open actions unless another --status or --kind is given.
            """,
            examples: [
                "huddle export actions --owner maria",
                "huddle export actions --format csv --output actions.csv",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup(title: "What it becomes") var export: ExportOptions
    @OptionGroup(title: "Which ones") var options: FilterOptions

    func run(in environment: CommandEnvironment) throws {
        let options = try options.withSaved(try global.home(in: environment))
        let log = try global.log(in: environment)
        try ExportRun(.actions, log, environment, export, isJSON: global.json).write(options)
    }
}
