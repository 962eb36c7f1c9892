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

    @Option(help: ArgumentHelp("Only what this person takes care of: a name, or me.", valueName: "name"))
    var owner: TypedText?

    @Option(help: ArgumentHelp("Only open, done or dropped ones. Can be given several times.", valueName: "status"))
    var status: [String] = []

    @Option(help: ArgumentHelp("Only what carries this word.", valueName: "word"))
    var tag: TypedText?

    @Option(help: ArgumentHelp("Only what belongs to this meeting or visit.", valueName: "id"))
    var meeting: String?

    @Option(help: ArgumentHelp("Only what was captured on this day or later.", valueName: "date"))
    var since: TypedText?

    @Option(help: ArgumentHelp("Only what was captured up to this day, the day included.", valueName: "date"))
    var until: TypedText?

    @Flag(help: "Only open ones that are past their due date.")
    var overdue = false

    @Flag(help: "Only what was deleted, instead of what is in sight.")
    var deleted = false

    @Option(help: ArgumentHelp("At most so many; all for no limit.", valueName: "number"))
    var limit: String?

    /// The filter without its limit, which means something else to each command.
    func filter(_ log: HuddleLog, _ environment: CommandEnvironment) throws -> EntryFilter {
        var filter = EntryFilter()
        filter.kinds = try kind.map { .known(try Words.kind($0)) }
        filter.statuses = try status.map { .known(try Words.status($0)) }
        filter.customer = customer.text
        filter.product = product.text
        filter.site = site.text
        filter.owner = try owner.map { try KnownNames(log).full($0.text) }
        filter.tag = tag.map { Words.tag($0.text) }
        filter.meeting = try meeting.map { try log.find($0, type: .meeting).projection.id }
        let today = environment.today
        filter.isDeleted = deleted
        if overdue {
            filter.dueBefore = today
            if filter.statuses.isEmpty { filter.statuses = [.known(.open)] }
        }
        if let since {
            filter.since = environment.calendar.start(of: try Words.date(since.text, today: today, looking: .back))
        }
        if let until {
            let day = try Words.date(until.text, today: today, looking: .back)
            filter.until = environment.calendar.start(of: day.adding(days: 1))
        }
        return filter
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
