import ArgumentParser
import HuddleCore

/// Hands out entries of any kind.
struct ExportEntries: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "entries",
        abstract: "Write entries of all kinds, by kind and due date.",
        discussion: HelpText.discussion(
            "Open, done and dropped ones unless --status is given.",
            examples: [
                "huddle export entries --customer Acme --format html --output acme.html",
                "huddle export entries --format ndjson --output all.ndjson",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup(title: "What it becomes") var export: ExportOptions
    @OptionGroup(title: "Which ones") var options: FilterOptions

    func run(in environment: CommandEnvironment) throws {
        let options = try options.withSaved(try global.home(in: environment))
        let log = try global.log(in: environment)
        try ExportRun(.entries, log, environment, export, isJSON: global.json).write(options)
    }
}
