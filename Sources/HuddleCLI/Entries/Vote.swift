import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Says that one wants something.
struct Vote: Command {
    static let configuration = CommandConfiguration(
        commandName: "vote",
        abstract: "Give your vote to entries: one a person.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle vote fkmd",
                "huddle vote fkmd --withdraw",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var ids: EntryIDs

    @Flag(help: "Take your vote back.")
    var withdraw = false

    func run(in environment: CommandEnvironment) throws {
        let bulk = try BulkEdit(ids.id, yes: ids.yes, global, environment)
        guard let me = try bulk.log.me()?.name else { throw EntryError.nobodyVotes }
        try bulk.write(unchanged: withdraw ? "it did not have your vote" : "it has your vote already") { _ in
            var draft = Draft()
            try draft.setElement(me, of: FieldName.votes, to: !withdraw)
            return draft
        }
    }
}
