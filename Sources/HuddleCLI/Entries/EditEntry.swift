import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Changes an entry.
struct EditEntry: Command {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change an entry.",
        discussion: HelpText.discussion(
            """
            Only what is given changes; an empty value takes a field away.
            """,
            examples: [
                "huddle edit fkmd --due +2w --owner maria",
                #"huddle edit fkmd --text "The blades wear out in two weeks" --customer """#,
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The letters in front of it in a list.")
    var id: String

    @Option(help: "The new text.")
    var text: TypedText?

    @Option(help: "Another kind.")
    var kind: String?

    @Option(help: "open, done or dropped.")
    var status: String?

    @OptionGroup var fields: EntryFields

    @Option(help: ArgumentHelp("Who no longer takes care of it.", valueName: "name"))
    var disown: [TypedText] = []

    @Option(help: ArgumentHelp("A word to take off it.", valueName: "word"))
    var untag: [TypedText] = []

    func run(in environment: CommandEnvironment) throws {
        guard !isEmpty else { throw UsageError.nothingToChange }
        let log = try global.writableLog(in: environment)
        let found = try log.find(id, type: .entry).projection
        let hasChanged = try log.edit(found.id, try draft(for: Entry(found), log, environment))
        if !hasChanged { environment.say("Nothing changed: it says so already.") }
        try environment.printWritten(found.id, in: log, asJSON: global.json)
    }

    private var isEmpty: Bool {
        text == nil && kind == nil && status == nil && fields.isEmpty && disown.isEmpty && untag.isEmpty
    }

    private func draft(for entry: Entry, _ log: HuddleLog, _ environment: CommandEnvironment) throws -> Draft {
        var draft = Draft()
        if let text { try draft.setMain(FieldName.text, text.text) }
        if let kind { try draft.set(FieldName.kind, try Words.kind(kind).rawValue) }
        if let status { try draft.set(FieldName.status, try Words.status(status).rawValue) }
        try fields.write(into: &draft, log, environment)
        for name in disown {
            try draft.setElement(try owner(name.text, of: entry, log), of: FieldName.owners, to: false)
        }
        for tag in untag {
            let wanted = Names.folded(Words.tag(tag.text))
            let known = entry.tags.first { Names.folded($0) == wanted }
            try draft.setElement(known ?? Words.tag(tag.text), of: FieldName.tags, to: false)
        }
        return draft
    }

    /// The owner as the entry spells it.
    private func owner(_ name: String, of entry: Entry, _ log: HuddleLog) throws -> String {
        let owners = KnownNames(names: entry.owners, me: try log.me()?.name)
        return owners.full(name)
    }
}
