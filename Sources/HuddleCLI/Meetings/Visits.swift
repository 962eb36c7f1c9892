import ArgumentParser

/// Visits: the same records as meetings, under the name that salespeople use.
struct Visits: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "visit",
        abstract: "Begin and end a visit; alone, it shows the one that is going on.",
        discussion: HelpText.discussion(
            "A visit is a meeting at a customer's: `huddle meeting list` lists both.",
            examples: [
                #"huddle visit start "Acme Lyon" --customer Acme"#,
                "huddle visit end",
            ]),
        subcommands: [VisitStart.self, MeetingEnd.self, MeetingShow.self],
        defaultSubcommand: MeetingShow.self)
}
