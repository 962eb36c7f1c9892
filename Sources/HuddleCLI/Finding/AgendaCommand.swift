import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// What the next meeting should talk about.
struct AgendaCommand: ReadingCommand {
    private static let usualLimit = 10

    static let configuration = CommandConfiguration(
        commandName: "agenda",
        abstract: "Show what the next meeting should talk about.",
        discussion: HelpText.discussion(
            """
            Promises that nobody answered, conflicts, overdue actions, frustrations and challenges that nothing addresses, and \
            the ideas with the most votes. `huddle link`, `huddle comment`, `huddle resolve` and `huddle done` take things off it.
            """,
            examples: [
                "huddle agenda",
                "huddle agenda --customer Acme",
            ]))

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("Only what is about this customer.", valueName: "name"))
    var customer: TypedText?

    @Option(help: ArgumentHelp("At most so many of each; all for no limit.", valueName: "number"))
    var limit: String?

    func run(in environment: CommandEnvironment) throws {
        let limit = try FilterOptions.limit(limit, otherwise: global.json ? nil : Self.usualLimit)
        let log = try global.log(in: environment)
        let agenda = try log.agenda(today: environment.today, customer: customer.text, limit: limit)
        if global.json { return try environment.printJSON { Self.write(agenda, today: environment.today, to: &$0) } }
        guard !agenda.sections.isEmpty else {
            return environment.say(
                "Nothing waits: no promise, conflict, overdue action, frustration or wanted idea is open.")
        }
        let ids = agenda.sections.flatMap { $0.entries.map(\.entry.id) }
        let isNumbered = environment.output.isTerminal && log.rememberList(ids)
        var number = 1
        var pages = [Self.heading(agenda, environment)].compactMap { $0 }
        for section in agenda.sections {
            let table = EntryText.table(section.entries, numberedFrom: isNumbered ? number : nil, in: environment)
            let more = section.hasMore ? "There are more: --limit all shows them.\n" : ""
            pages.append(
                environment.style(section.topic.heading, .bold) + "\n" + table + environment.style(more, .dim))
            number += section.entries.count
        }
        try environment.output.write(pages.joined(separator: "\n"))
    }

    /// `For Weekly round, tomorrow`.
    private static func heading(_ agenda: Agenda, _ environment: CommandEnvironment) -> String? {
        guard let next = agenda.next.map({ Meeting($0.projection) }), let day = next.day else { return nil }
        let when =
            environment.output.isTerminal
            ? RelativeDay.text(of: day, today: environment.today) : EntryText.dayText(day)
        return "For \(next.title.visible), \(when)\n"
    }

    private static func write(_ agenda: Agenda, today: CivilDate, to json: inout JSONWriter) {
        json.object { json in
            json.key("meeting")
            if let next = agenda.next {
                json.object { json in
                    json.member("id", next.projection.id.text)
                    json.member("title", Meeting(next.projection).title)
                    json.member("day", Meeting(next.projection).day?.text)
                }
            } else {
                json.null()
            }
            for topic in Agenda.Topic.allCases {
                json.key(topic.rawValue)
                json.array { json in
                    for listed in agenda.sections.first(where: { $0.topic == topic })?.entries ?? [] {
                        EntryJSON.write(listed, today: today, to: &json)
                    }
                }
            }
        }
    }
}

extension Agenda.Topic {
    fileprivate var heading: String {
        switch self {
        case .promises: "Promises that nobody answered"
        case .conflicts: "Conflicts to decide"
        case .overdue: "Overdue actions"
        case .frustrations: "Frustrations and challenges without an outcome"
        case .ideas: "Ideas with the most votes"
        }
    }
}
