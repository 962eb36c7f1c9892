import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Lists meetings, the latest first.
struct MeetingList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List meetings and visits, the latest first.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle meeting list",
                "huddle meeting list --limit 5",
            ]))

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("At most so many; all for no limit.", valueName: "number"))
    var limit: String?

    func run(in environment: CommandEnvironment) throws {
        let limit = try FilterOptions.limit(limit, otherwise: nil)
        let meetings = try global.log(in: environment).meetings(limit: limit)
        if global.json {
            return try environment.printJSON { json in
                json.array { json in
                    for stored in meetings { MeetingPage.write(stored, to: &json) }
                }
            }
        }
        guard !meetings.isEmpty else { return environment.say("There are no meetings yet.") }
        var table = TextTable(
            ["id", "day", "title", "customer", "site", "people"], flexible: 2, expendable: [5, 4, 3])
        for stored in meetings {
            let meeting = Meeting(stored.projection)
            table.add([
                TextTable.Cell(stored.shortID, .bold), TextTable.Cell(meeting.day?.text ?? "", .dim),
                TextTable.Cell(meeting.title.visible), TextTable.Cell((meeting.customer ?? "").visible),
                TextTable.Cell((meeting.site ?? "").visible),
                TextTable.Cell(meeting.people.isEmpty ? "" : String(meeting.people.count)),
            ])
        }
        try environment.output.write(table.text(columns: environment.output.columns, style: environment.style))
    }
}
