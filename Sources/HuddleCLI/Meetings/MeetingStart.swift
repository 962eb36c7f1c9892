import ArgumentParser
import HuddleClient

/// What beginning means, for meetings and visits alike.
private let startText = """
    Entries get its customer and site too, unless they say otherwise; `--meeting ""` keeps one out of it. \
    It goes on after a restart. After \(MeetingContext.hours) hours you are asked whether it still does.
    """

/// Begins a meeting.
struct MeetingStart: Command {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Begin a meeting: what is captured belongs to it until it ends.",
        discussion: HelpText.discussion(
            startText,
            examples: [
                #"huddle meet start "Weekly round" --with jonas"#,
                "huddle meet start --resume fkmd",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: MeetingOptions

    func run(in environment: CommandEnvironment) throws {
        try options.start(.meeting, global, environment)
    }
}

/// Begins a visit.
struct VisitStart: Command {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Begin a visit: what is captured belongs to it until it ends.",
        discussion: HelpText.discussion(
            startText,
            examples: [
                #"huddle visit start "Acme Lyon" --customer Acme --site Lyon --with jonas"#,
                #"huddle visit start "Acme Lyon""#,
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: MeetingOptions

    func run(in environment: CommandEnvironment) throws {
        try options.start(.visit, global, environment)
    }
}
