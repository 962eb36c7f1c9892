import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Takes entries, meetings or comments out of sight, for everyone.
struct Delete: Command {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete entries, meetings or comments.",
        discussion: HelpText.discussion(
            """
            They go out of sight for the whole team with the next sync. `huddle list --deleted` finds them, and \
            `huddle restore ID` brings them back.
            """,
            examples: [
                "huddle delete fkmd",
                "huddle delete 2-4 --yes",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var ids: EntryIDs

    func run(in environment: CommandEnvironment) throws {
        let bulk = try BulkEdit(ids.id, type: nil, mayBeDeleted: true, yes: ids.yes, global, environment)
        for found in bulk.entries {
            switch found.projection.type {
            case .entry, .meeting, .comment: break
            case .person, .unknown:
                throw LookupError.wrongType(found.shortID, found: found.projection.type, wanted: .entry)
            }
        }
        try bulk.log.delete(bulk.entries.map(\.projection.id))
        for found in bulk.entries {
            guard let left = try bulk.log.stored(found.projection.id) else { continue }
            if global.json {
                try environment.printJSON { OtherJSON.write(left, to: &$0) }
            } else {
                try environment.output.line("Deleted \(left.shortID): \(HuddleLog.title(of: left).visible)")
            }
        }
    }
}
