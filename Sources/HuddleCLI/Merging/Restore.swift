import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Brings back an earlier value, or what was deleted.
struct Restore: Command {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring back what was deleted, or an earlier value of a field.",
        discussion: HelpText.discussion(
            """
            The numbers are those of `huddle history ID`. Nothing is lost by it: what stands now stays in the history.
            """,
            examples: [
                "huddle restore fkmd",
                "huddle restore fkmd text --to 2",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The letters in front of it in a list.")
    var id: String

    @Argument(help: "The field whose value comes back; without it, what was deleted comes back.")
    var field: String?

    @Option(help: ArgumentHelp("Which of the field's values.", valueName: "number"))
    var to: Int?

    func run(in environment: CommandEnvironment) throws {
        guard (field == nil) == (to == nil) else { throw UsageError.fieldWithNumber }
        let log = try global.writableLog(in: environment)
        let found = try log.find(id)
        if let field, let to {
            if found.projection.presence == .deleted { throw EntryError.isDeleted(found.shortID) }
            let name = try FieldWord.name(field, of: found.projection.id, in: log)
            let restored = try log.restore(found.projection.id, name, to: to)
            environment.say("\(restored.field) says again: \(restored.value)")
        } else if try !log.undelete(found.projection.id) {
            environment.say("Nothing changed: it is not deleted.")
        }
        try environment.printRecord(found.projection.id, in: log, asJSON: global.json)
    }
}
