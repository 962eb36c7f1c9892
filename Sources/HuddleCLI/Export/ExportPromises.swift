import ArgumentParser
import HuddleCore

/// Hands out what was promised.
struct ExportPromises: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "promises",
        abstract: "Write what was promised, by customer and due date.",
        discussion: HelpText.discussion(
            "Open promises unless another --status is given.",
            examples: [
                "huddle export promises --format html --output promises.html",
                "huddle export promises --group due --format ics --output promises.ics",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup(title: "What it becomes") var export: ExportOptions
    @OptionGroup(title: "Which ones") var options: FilterOptions

    func run(in environment: CommandEnvironment) throws {
        let options = try options.withSaved(try global.home(in: environment))
        let log = try global.log(in: environment)
        try ExportRun(.promises, log, environment, export, isJSON: global.json).write(options)
    }
}
