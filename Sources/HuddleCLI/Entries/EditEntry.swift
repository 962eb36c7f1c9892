import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Changes entries.
struct EditEntry: Command {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change entries, with options or in your editor.",
        discussion: HelpText.discussion(
            """
            Only what is given changes; an empty value takes a field away. With an id alone, your editor ($VISUAL or $EDITOR) \
            opens a form with everything in it.
            """,
            examples: [
                "huddle edit fkmd --due +2w --owner maria",
                "huddle edit fkmd",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var ids: EntryIDs

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
        let bulk = try BulkEdit(ids.id, yes: ids.yes, global, environment)
        guard !isEmpty else { return try editForm(bulk, environment) }
        guard text == nil || bulk.entries.count == 1 else { throw EntryError.oneTextForMany }
        try bulk.write(unchanged: "it says so already", tells: true) { try draft(for: $0, bulk.log, environment) }
    }

    /// Only on a terminal, and one at a time.
    private func editForm(_ bulk: BulkEdit, _ environment: CommandEnvironment) throws {
        guard environment.errors.isTerminal, let entry = bulk.entries.first, bulk.entries.count == 1 else {
            throw UsageError.nothingToChange
        }
        let editor = TextEditor(try global.home(in: environment), environment)
        // Before the form is filled: what is written to the entry from now on, the user has not seen.
        let seen = try bulk.log.record(entry.projection.id)
        let shown = try bulk.log.stored(entry.projection.id) ?? entry
        let session = FormSession(Entry(shown.projection), of: shown.shortID, bulk.log, environment)
        let isChanged = try session.edit(with: editor) { draft in
            try bulk.write(unchanged: "it says so already", tells: true, seen: seen) { _ in draft }
        }
        if !isChanged { environment.say("Nothing was changed.") }
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
            let wanted = Names.folded(TagWord.tag(tag.text))
            let known = entry.tags.first { Names.folded($0) == wanted }
            try draft.setElement(known ?? TagWord.tag(tag.text), of: FieldName.tags, to: false)
        }
        return draft
    }

    /// The owner as the entry spells it.
    private func owner(_ name: String, of entry: Entry, _ log: HuddleLog) throws -> String {
        let owners = KnownNames(names: entry.owners, me: try log.me()?.name)
        return owners.full(name)
    }
}
