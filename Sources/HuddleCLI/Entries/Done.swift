import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Marks an entry as done.
struct Done: Command {
    static let configuration = CommandConfiguration(
        abstract: "Mark an entry as done.",
        discussion: HelpText.discussion(
            """
            `huddle edit ID --status open` opens it again.
            """,
            examples: [
                "huddle done fkmd",
                "huddle done fkmd --json",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The letters in front of it in a list.")
    var id: String

    func run(in environment: CommandEnvironment) throws {
        let log = try global.writableLog(in: environment)
        let found = try log.find(id, type: .entry)
        var draft = Draft()
        try draft.set(FieldName.status, EntryStatus.done.rawValue)
        if try !log.edit(found.projection.id, draft) { environment.say("Nothing changed: it was done already.") }
        try environment.printWritten(found.projection.id, in: log, asJSON: global.json)
    }
}
