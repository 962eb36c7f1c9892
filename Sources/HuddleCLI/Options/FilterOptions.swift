import ArgumentParser

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

    @Option(help: ArgumentHelp("Only what belongs to this meeting or visit: its id or title.", valueName: "meeting"))
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
}
