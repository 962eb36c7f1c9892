import ArgumentParser
import HuddleFormats

/// Takes entries and meetings from calendars.
struct ImportICS: Command {
    static let configuration = CommandConfiguration(
        commandName: "ics",
        abstract: "Take tasks, and meetings if wanted, from a calendar's iCalendar file.",
        discussion: HelpText.discussion(
            """
            A task (VTODO) is an entry. It is known again by its UID.
            """,
            examples: [
                "huddle import ics tasks.ics --dry-run --verbose",
                "huddle import ics calendar.ics --events",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: ImportOptions

    @Flag(name: .customLong("events"), help: "Take events (VEVENT) as meetings.")
    var takesEvents = false

    func run(in environment: CommandEnvironment) throws {
        try ImportJob(options: options, global: global, environment: environment) { context in
            try ICalendarImport(context, takesEvents: takesEvents)
        }.run()
    }
}
