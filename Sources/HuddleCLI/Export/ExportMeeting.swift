import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Hands out the minutes of a meeting or visit.
struct ExportMeeting: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "meeting",
        abstract: "Write the minutes of a meeting or visit: decisions, actions, open questions and the rest.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle export meeting fkmd",
                "huddle export meeting fkmd --format html --output minutes.html",
            ]))

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The letters in front of it in `huddle meeting list`, or its title.")
    var id: String
    @OptionGroup(title: "What it becomes") var export: ExportOptions
    @OptionGroup(title: "Which ones") var options: FilterOptions

    func run(in environment: CommandEnvironment) throws {
        let options = try options.withSaved(try global.home(in: environment))
        let log = try global.log(in: environment)
        if options.meeting != nil { throw UsageError.notTogether("meeting ID", "--meeting") }
        let stored = try log.find(id, type: .meeting)
        let meeting = ListedMeeting(
            meeting: Meeting(stored.projection), shortID: stored.shortID, settled: stored.settled)
        try ExportRun(.meeting, log, environment, export, isJSON: global.json).write(options, meeting: meeting)
    }
}
