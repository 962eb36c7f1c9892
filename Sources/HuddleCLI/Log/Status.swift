import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats

/// Says where the log is, whose it is, what is going on, and what is not yet synced.
struct Status: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show whose log this is, what is going on, and what is not yet synced.",
        discussion: HelpText.discussion(
            """
            --short is for a shell's prompt: nothing where all is well or there is no log, otherwise the meeting or visit that is \
            going on and what waits, such as `Acme Lyon ↑3 ≠1 ×2`: 3 changes to sync, 1 conflict, 2 changes that were refused. \
            A log that belongs to no team counts nothing to sync. It holds no sign that a shell obeys.
            """,
            examples: [
                "huddle status",
                "huddle status --short",
            ]))

    @OptionGroup var global: GlobalOptions

    @Flag(help: "One short line for a prompt, or nothing.")
    var short = false

    func run(in environment: CommandEnvironment) throws {
        let home = try global.home(in: environment)
        if short { return try printShort(home, environment) }
        let overview = try LogOverview(home, try home.log())
        if global.json { return try environment.printJSON { overview.write(to: &$0) } }
        try environment.printSheet(overview.text(in: environment))
    }

    private func printShort(_ home: Home, _ environment: CommandEnvironment) throws {
        let signs = try home.hasLog ? PromptSigns(home, try home.log()) : nil
        if global.json {
            try environment.printJSON { json in if let signs { signs.write(to: &json) } else { json.null() } }
        } else if let line = signs?.line {
            try environment.output.line(line)
        }
    }
}
