import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Says what one entry has to do with another.
struct LinkCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Say what one entry has to do with another.",
        usage: "huddle link ID addresses|answers|follows|duplicates ID …",
        discussion: HelpText.discussion(
            """
            Actions address frustrations, ideas answer challenges. `huddle show` has the link at both ends, and \
            `huddle agenda` passes over what has an outcome.
            """,
            examples: [
                "huddle link @last addresses fkmd",
                "huddle link ckcm answers nntr --remove",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("The entry that does something.", valueName: "id"))
    var source: String

    @Argument(help: "addresses, answers, follows or duplicates.")
    var verb: String

    @Argument(help: ArgumentHelp("What it does that to. Several are taken.", valueName: "id"))
    var targets: [String]

    @Flag(help: "Take the link away.")
    var remove = false

    func run(in environment: CommandEnvironment) throws {
        let verb = try Words.linkVerb(verb)
        let log = try global.writableLog(in: environment)
        let from = try log.find(source, type: .entry)
        var draft = Draft()
        var lines: [String] = []
        for target in try log.findAll(targets, type: .entry) {
            guard target.projection.id != from.projection.id else { throw EntryError.linkToItself(from.shortID) }
            let link = Link(.known(verb), target.projection.id)
            try draft.setElement(link.element, of: FieldName.links, to: !remove)
            let title = HuddleLog.title(of: target).visible
            lines.append("\(verb.rawValue) \(environment.style(target.shortID, .bold))  \(title)")
        }
        if try !log.edit(from.projection.id, draft) {
            environment.say("Nothing changed: it is \(remove ? "not linked so" : "linked so already").")
        }
        try environment.printWritten(from.projection.id, in: log, asJSON: global.json)
        guard !global.json, !remove else { return }
        for line in lines { try environment.output.line("  " + line) }
    }
}
