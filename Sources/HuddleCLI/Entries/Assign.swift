import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Says who takes care of entries.
struct Assign: Command {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Say who takes care of entries.",
        usage: "huddle assign ID … NAME [--also]\nhuddle assign ID … --nobody",
        discussion: HelpText.discussion(
            """
            A name is a full one, a first or last name that only one person has, or me. Who took care of it before no longer \
            does, unless --also is given.
            """,
            examples: [
                "huddle assign fkmd maria",
                #"huddle assign 1-3 "Jo Weber" --also"#,
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("The ids, and last the name.", valueName: "id-or-name"))
    var words: [TypedText]

    @Flag(help: "Beside whoever takes care of it already.")
    var also = false

    @Flag(help: "Nobody takes care of it any longer.")
    var nobody = false

    @Flag(help: "Do not ask before many are changed.")
    var yes = false

    func run(in environment: CommandEnvironment) throws {
        guard nobody || words.count > 1 else {
            throw UsageError.missing("who takes care of it", example: "huddle assign fkmd maria")
        }
        guard !nobody || !also else { throw UsageError.notTogether("--nobody", "--also") }
        let ids = nobody ? words[...] : words.dropLast()
        let bulk = try BulkEdit(ids.map(\.text), yes: yes, global, environment)
        let name = nobody ? nil : try words.last.map { try KnownNames(bulk.log).full($0.text) }
        try bulk.write(unchanged: "it is so already") { entry in
            var draft = Draft()
            if !also {
                for owner in entry.owners where owner != name {
                    try draft.setElement(owner, of: FieldName.owners, to: false)
                }
            }
            if let name { try draft.setElement(name, of: FieldName.owners) }
            return draft
        }
    }
}
