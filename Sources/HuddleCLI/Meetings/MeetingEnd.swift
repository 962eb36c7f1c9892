import ArgumentParser
import HuddleClient
import HuddleCore

/// Ends the meeting or visit that is going on.
struct MeetingEnd: Command {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "End what is going on, and sum it up.",
        discussion: HelpText.discussion(
            """
            Printed are what was captured, the actions that are still open, and what is not yet synced. The team sees that it is over.
            """,
            examples: [
                "huddle meet end",
                "huddle visit end --json",
            ]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) throws {
        let home = try global.home(in: environment)
        let log = try global.writableLog(in: environment)
        let ended = try ContextDesk(home, log, environment).end()
        try ContextReport(ended, home, log, environment).print(isOver: true, asJSON: global.json)
    }
}
