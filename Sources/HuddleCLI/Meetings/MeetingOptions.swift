import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// What is said of a meeting or a visit that begins now.
struct MeetingOptions: ParsableArguments {
    @Argument(help: "What it is called. Several words are joined; without any it is the customer and the site.")
    var title: [TypedText] = []

    @Option(help: ArgumentHelp("The customer it is with.", valueName: "name"))
    var customer: TypedText?

    @Option(help: ArgumentHelp("The plant or place.", valueName: "name"))
    var site: TypedText?

    @Option(help: ArgumentHelp("Who takes part. Can be given several times.", valueName: "name"))
    var with: [TypedText] = []

    @Option(help: ArgumentHelp("Go on with this one, by its id or its title.", valueName: "meeting"))
    var resume: String?

    func start(_ word: MeetingContext.Word, _ global: GlobalOptions, _ environment: CommandEnvironment) throws {
        let words = [customer?.text, site?.text].compactMap { $0?.trimmed }.filter { !$0.isEmpty }
        let title = title.isEmpty ? words.joined(separator: " ") : title.map(\.text).joined(separator: " ")
        let verb = word == .visit ? "visit" : "meet"
        guard resume != nil || !title.isEmpty else {
            throw UsageError.noText(example: "huddle \(verb) start \"Acme Lyon\"")
        }
        let log = try global.writableLog(in: environment)
        let desk = ContextDesk(try global.home(in: environment), log, environment)
        let known = try resume.map { try log.find($0, type: .meeting).projection.id }
        try desk.clear()
        let id: RecordID
        if let known {
            id = known
            var said = try draft(title: self.title.isEmpty ? nil : title, log)
            said.set(FieldName.ended, value: .none)
            try log.edit(id, said)
        } else {
            var draft = try draft(title: title, log)
            draft.set(FieldName.day, environment.today)
            if word == .visit, customer == nil { try fillIn(title, &draft, log) }
            id = try log.add(.meeting, draft)
        }
        try desk.start(id, as: word)
        guard let stored = try log.stored(id) else { return }
        try MeetingPage(log, environment).printWritten(stored, as: word.rawValue, asJSON: global.json)
        environment.say("What you capture belongs to it until `huddle \(verb) end`.")
    }

    private func draft(title: String?, _ log: HuddleLog) throws -> Draft {
        var draft = Draft()
        if let title { try draft.setMain(FieldName.title, title) }
        if let customer { try draft.set(FieldName.customer, customer.text.trimmed) }
        if let site { try draft.set(FieldName.site, site.text.trimmed) }
        if !with.isEmpty {
            let names = try KnownNames(log)
            for name in with { try draft.setElement(names.full(name.text), of: FieldName.people) }
        }
        return draft
    }

    /// "Acme Lyon" is a visit to Acme where Acme is a customer already, and in Lyon where that is one of the sites.
    private func fillIn(_ title: String, _ draft: inout Draft, _ log: HuddleLog) throws {
        let known = try KnownWords(log)
        guard let customer = known.customer(atStartOf: title) else { return }
        try draft.set(FieldName.customer, customer)
        let rest = Names.folded(String(title.trimmed.dropFirst(customer.count)))
        guard site == nil, let place = known.sites.first(where: { Names.folded($0) == rest }) else { return }
        try draft.set(FieldName.site, place)
    }
}
