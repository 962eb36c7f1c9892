import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Writes down a meeting or a visit.
struct MeetingAdd: Command {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Write down a meeting or a visit.",
        discussion: """
            Its short id then goes with what is captured: `huddle idea … --meeting ID`.

            huddle meeting add "Visit at Acme Lyon" --customer Acme --site Lyon
            huddle meeting add "Weekly round" --on fri --with maria --with jonas
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "What it is called. Several words are joined.")
    var title: [String] = []

    @Option(help: ArgumentHelp("Its day; today unless said.", valueName: "date"))
    var on: String?

    @Option(help: ArgumentHelp("The customer it is with.", valueName: "name"))
    var customer: String?

    @Option(help: ArgumentHelp("The plant or place.", valueName: "name"))
    var site: String?

    @Option(help: ArgumentHelp("Who takes part. Can be given several times.", valueName: "name"))
    var with: [String] = []

    func run(in environment: CommandEnvironment) throws {
        guard !title.isEmpty else { throw UsageError.noText(example: "huddle meeting add \"Visit at Acme\"") }
        let log = try global.log(in: environment)
        let today = environment.today
        var draft = Draft()
        try draft.setMain(FieldName.title, title.joined(separator: " "))
        draft.set(FieldName.day, try on.map { try Words.date($0, today: today) } ?? today)
        if let customer { try draft.set(FieldName.customer, customer.trimmed) }
        if let site { try draft.set(FieldName.site, site.trimmed) }
        if !with.isEmpty {
            let names = try KnownNames(log)
            for name in with { try draft.setElement(names.full(name), of: FieldName.people) }
        }
        let id = try log.add(.meeting, draft)
        guard let stored = try log.stored(id) else { return }
        try MeetingPage(log, environment).printWritten(stored, asJSON: global.json)
    }
}
