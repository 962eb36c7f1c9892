import ArgumentParser
import HuddleClient
import HuddleCore

/// Shows a meeting and what was captured in it.
struct MeetingShow: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a meeting and what was captured in it.",
        discussion: HelpText.discussion(
            "Without an ID it shows the one that is going on.",
            examples: [
                "huddle meeting show fkmd",
                "huddle meeting show fkmd --json",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The letters in front of it in `huddle meeting list`, or its title.")
    var id: String?

    func run(in environment: CommandEnvironment) throws {
        let log = try global.log(in: environment)
        guard let id else {
            let home = try global.home(in: environment)
            guard let open = try ContextDesk(home, log, environment).look() else { throw ContextError.nothing }
            return try ContextReport(open, home, log, environment).print(isOver: false, asJSON: global.json)
        }
        try MeetingPage(log, environment).print(try log.find(id, type: .meeting), asJSON: global.json)
    }
}
