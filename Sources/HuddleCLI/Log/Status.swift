import ArgumentParser
import HuddleClient
import HuddleCore

/// Says where the log is, whose it is, and what is not yet synced.
struct Status: ReadingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show whose log this is and what is not yet synced.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle status",
                "huddle status --json",
            ]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) throws {
        let home = try global.home(in: environment)
        let overview = try LogOverview(home, try home.log())
        if global.json { return try environment.printJSON { overview.write(to: &$0) } }
        try environment.output.write(overview.text(in: environment))
    }
}
