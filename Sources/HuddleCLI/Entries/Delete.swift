import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Takes an entry or a meeting out of sight, for everyone.
struct Delete: Command {
    static let configuration = CommandConfiguration(
        abstract: "Delete an entry or a meeting.",
        discussion: HelpText.discussion(
            """
            It goes out of sight for the whole team with the next sync. `huddle restore ID` brings it back.
            """,
            examples: [
                "huddle delete fkmd",
                "huddle delete fkmd --json",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The letters in front of it in a list.")
    var id: String

    func run(in environment: CommandEnvironment) throws {
        let log = try global.writableLog(in: environment)
        let found = try log.find(id)
        switch found.projection.type {
        case .entry, .meeting: break
        case .comment, .person, .unknown:
            throw LookupError.wrongType(id, found: found.projection.type, wanted: .entry)
        }
        try log.delete(found.projection.id)
        guard let left = try log.stored(found.projection.id) else { return }
        if global.json { return try environment.printJSON { OtherJSON.write(left, to: &$0) } }
        try environment.output.line("Deleted \(left.shortID): \(HuddleLog.title(of: left).visible)")
    }
}
