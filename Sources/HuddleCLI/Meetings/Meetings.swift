import ArgumentParser

/// Meetings and visits.
struct Meetings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meeting",
        abstract: "Meetings and visits, which entries belong to.",
        discussion: HelpText.discussion(
            "",
            examples: [
                #"huddle meeting add "Visit at Acme Lyon" --customer Acme --with maria"#,
                "huddle meeting list",
            ]),
        subcommands: [MeetingAdd.self, MeetingList.self, MeetingShow.self])
}
