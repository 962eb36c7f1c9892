import ArgumentParser

/// Meetings and visits.
struct Meetings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meeting",
        abstract: "Meetings and visits, which entries belong to; alone, it shows the one that is going on.",
        discussion: HelpText.discussion(
            """
            `meet start` and `meet end` are around what is captured now; `meeting add` writes one down that was or will be, \
            and `meet start --resume ID` begins it. `huddle visit` does the same for visits.
            """,
            examples: [
                #"huddle meet start "Weekly round""#,
                #"huddle meeting add "Visit at Acme Lyon" --customer Acme --with maria"#,
            ]),
        subcommands: [MeetingStart.self, MeetingEnd.self, MeetingAdd.self, MeetingList.self, MeetingShow.self],
        defaultSubcommand: MeetingShow.self,
        aliases: ["meet"])
}
