import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Which entries are wanted, the same wherever entries are listed or exported.
struct FilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this kind. Can be given several times.", valueName: "kind"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("Only what is about this customer.", valueName: "name"))
    var customer: TypedText?

    @Option(help: ArgumentHelp("Only what is about this product.", valueName: "name"))
    var product: TypedText?

    @Option(help: ArgumentHelp("Only what is about this plant or place.", valueName: "name"))
    var site: TypedText?

    @Option(
        help: ArgumentHelp(
            "Only what this person takes care of: a name, or me. Several are alternatives.", valueName: "name"))
    var owner: [TypedText] = []

    @Flag(help: "Only what nobody takes care of.")
    var unowned = false

    @Option(help: ArgumentHelp("Only what this person captured: a name, or me.", valueName: "name"))
    var author: TypedText?

    @Option(help: ArgumentHelp("Only open, done or dropped ones. Can be given several times.", valueName: "status"))
    var status: [String] = []

    @Option(help: ArgumentHelp("Only what carries this word. Of several, it must carry all.", valueName: "word"))
    var tag: [TypedText] = []

    @Option(help: ArgumentHelp("Only what matters so much: high, low.", valueName: "word"))
    var priority: TypedText?

    @Option(help: ArgumentHelp("Only what belongs to this meeting or visit.", valueName: "id"))
    var meeting: String?

    @Option(help: ArgumentHelp("Only what was captured on this day or later.", valueName: "date"))
    var since: TypedText?

    @Option(help: ArgumentHelp("Only what was captured up to this day, the day included.", valueName: "date"))
    var until: TypedText?

    @Option(help: ArgumentHelp("Only what is due after this day.", valueName: "date"))
    var dueAfter: TypedText?

    @Option(help: ArgumentHelp("Only what is due before this day.", valueName: "date"))
    var dueBefore: TypedText?

    @Flag(help: "Only open ones that are past their due date.")
    var overdue = false

    @Flag(help: "Only what was deleted, instead of what is in sight.")
    var deleted = false

    @Option(help: ArgumentHelp("At most so many; all for no limit.", valueName: "number"))
    var limit: String?

    @Option(
        help: ArgumentHelp(
            "What `huddle filter save` keeps under this name; what else is given goes before it.", valueName: "name"))
    var filter: String?

    /// The filter without its limit, which means something else to each command.
    ///
    /// - Throws: `UsageError`, `LookupError`.
    func filter(_ log: HuddleLog, _ environment: CommandEnvironment) throws -> EntryFilter {
        if unowned, !owner.isEmpty { throw UsageError.notTogether("--owner", "--unowned") }
        var filter = EntryFilter()
        filter.kinds = try kind.map { .known(try Words.kind($0)) }
        filter.statuses = try status.map { .known(try Words.status($0)) }
        filter.customer = customer.text
        filter.product = product.text
        filter.site = site.text
        filter.isUnowned = unowned
        if !owner.isEmpty || author != nil {
            let names = try KnownNames(log)
            filter.owners = owner.map { names.full($0.text) }
            filter.authors = try author.map { try log.replicas(of: names.full($0.text)) }
        }
        filter.tags = tag.map { Words.tag($0.text) }
        filter.priority = priority.text
        filter.meeting = try meeting.map { try log.find($0, type: .meeting).projection.id }
        filter.isDeleted = deleted
        try narrow(&filter, environment.today, environment.calendar)
        return filter
    }

    /// By days: of capture, which lie behind, and of what is due, which lie ahead.
    private func narrow(_ filter: inout EntryFilter, _ today: CivilDate, _ calendar: LocalCalendar) throws {
        filter.dueBefore = try dueBefore.map { try Words.date($0.text, today: today) }
        filter.dueAfter = try dueAfter.map { try Words.date($0.text, today: today) }
        if overdue {
            filter.dueBefore = filter.dueBefore.map { min($0, today) } ?? today
            if filter.statuses.isEmpty { filter.statuses = [.known(.open)] }
        }
        if let since {
            filter.since = calendar.start(of: try Words.date(since.text, today: today, looking: .back))
        }
        if let until {
            let day = try Words.date(until.text, today: today, looking: .back)
            filter.until = calendar.start(of: day.adding(days: 1))
        }
    }

    /// What was asked for, nil for all.
    func limit(otherwise: Int?) throws(UsageError) -> Int? {
        try Self.limit(limit, otherwise: otherwise)
    }

    static func limit(_ limit: String?, otherwise: Int?) throws(UsageError) -> Int? {
        guard let limit else { return otherwise }
        if limit == "all" { return nil }
        guard let number = Int(limit), number > 0 else { throw .badLimit(TypedText(argument: limit).text) }
        return number
    }
}
