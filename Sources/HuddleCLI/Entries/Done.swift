import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Marks entries as done.
struct Done: Command {
    static let configuration = CommandConfiguration(
        commandName: "done",
        abstract: "Mark entries as done.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle done fkmd",
                "huddle done 1-3 @last",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var ids: EntryIDs

    func run(in environment: CommandEnvironment) throws {
        try ids.set(.done, unchanged: "it was done already", global, environment)
    }
}

extension EntryIDs {
    /// Gives all of them a status.
    func set(
        _ status: EntryStatus, unchanged: String, _ global: GlobalOptions, _ environment: CommandEnvironment
    ) throws {
        try BulkEdit(id, yes: yes, global, environment).write(unchanged: unchanged) { _ in
            var draft = Draft()
            try draft.set(FieldName.status, status.rawValue)
            return draft
        }
    }
}
