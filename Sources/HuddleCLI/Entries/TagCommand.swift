import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Puts words on entries to find them by.
struct TagCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "tag",
        abstract: "Put words on entries to find them by.",
        usage: "huddle tag ID … WORD [--remove]\nhuddle tag ID … +WORD …",
        discussion: HelpText.discussion(
            """
            The last word is the tag. To put on several, mark each with a plus.
            """,
            examples: [
                "huddle tag fkmd quality",
                "huddle tag 1-4 +quality +press --remove",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("The ids, and last the tag.", valueName: "id-or-word"))
    var words: [TypedText]

    @Flag(help: "Take the words off.")
    var remove = false

    @Flag(help: "Do not ask before many are changed.")
    var yes = false

    func run(in environment: CommandEnvironment) throws {
        let words = words.map(\.text)
        var tags = words.filter { Self.isMarked($0) }.map { TagWord.tag(String($0.drop { $0 == "+" })) }
        var ids = words.filter { !Self.isMarked($0) }
        if tags.isEmpty, ids.count > 1 { tags = [TagWord.tag(ids.removeLast())] }
        guard !tags.isEmpty, !ids.isEmpty else {
            throw UsageError.missing("an id and a tag", example: "huddle tag fkmd quality")
        }
        let unchanged = remove ? "it has no such tag" : "it has the tag already"
        try BulkEdit(ids, yes: yes, global, environment).write(unchanged: unchanged) { entry in
            var draft = Draft()
            for tag in tags {
                // As the entry spells it, where it has it.
                let known = entry.tags.first { Names.folded($0) == Names.folded(tag) }
                try draft.setElement(known ?? tag, of: FieldName.tags, to: !remove)
            }
            return draft
        }
    }

    private static func isMarked(_ word: String) -> Bool {
        word.count > 1 && (word.hasPrefix("+") || word.hasPrefix("#"))
    }
}
