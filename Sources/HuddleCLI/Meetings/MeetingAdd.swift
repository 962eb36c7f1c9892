import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Writes down a meeting or a visit.
struct MeetingAdd: Command {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Write down a meeting or a visit.",
        discussion: HelpText.discussion(
            """
            What belongs to it says so: `huddle idea … --meeting TITLE`.
            """,
            examples: [
                #"huddle meeting add "Visit at Acme Lyon" --customer Acme --site Lyon"#,
                #"huddle meeting add "Weekly round" --on fri --with maria --with jonas"#,
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "What it is called. Several words are joined.")
    var title: [TypedText] = []

    @Option(help: ArgumentHelp("Its day; today unless said.", valueName: "date"))
    var on: TypedText?

    @Option(help: ArgumentHelp("The customer it is with.", valueName: "name"))
    var customer: TypedText?

    @Option(help: ArgumentHelp("The plant or place.", valueName: "name"))
    var site: TypedText?

    @Option(help: ArgumentHelp("Who takes part. Can be given several times.", valueName: "name"))
    var with: [TypedText] = []

    func run(in environment: CommandEnvironment) throws {
        guard !title.isEmpty else { throw UsageError.noText(example: "huddle meeting add \"Visit at Acme\"") }
        let log = try global.writableLog(in: environment)
        let today = environment.today
        var draft = Draft()
        try draft.setMain(FieldName.title, title.map(\.text).joined(separator: " "))
        draft.set(FieldName.day, try on.map { try Words.date($0.text, today: today) } ?? today)
        if let customer { try draft.set(FieldName.customer, customer.text.trimmed) }
        if let site { try draft.set(FieldName.site, site.text.trimmed) }
        if !with.isEmpty {
            let names = try KnownNames(log)
            for name in with { try draft.setElement(names.full(name.text), of: FieldName.people) }
        }
        let id = try log.add(.meeting, draft)
        guard let stored = try log.stored(id) else { return }
        try MeetingPage(log, environment).printWritten(stored, asJSON: global.json)
    }
}
