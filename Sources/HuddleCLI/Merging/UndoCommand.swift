import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Takes back the last command that wrote something here.
struct UndoCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take back the last thing that you did on this machine, even when it was synced.",
        discussion: HelpText.discussion(
            """
            It is a change like any other and goes to your team with the next sync. Once more takes back what was before \
            that, up to \(Limits.deedsKept) commands.
            """,
            examples: [
                "huddle undo",
                "huddle undo --force",
            ]))

    @OptionGroup var global: GlobalOptions

    @Flag(help: "Also where somebody else has written since.")
    var force = false

    func run(in environment: CommandEnvironment) throws {
        let log = try global.writableLog(in: environment)
        let undone: Undone
        do {
            undone = try log.undo(isForced: force)
        } catch UndoError.overwritten(let records, let deed) {
            let entries = try records.compactMap { try log.stored($0).map { LookupError.Candidate($0) } }
            let refusal = MergingError.wouldOverrule(entries)
            guard environment.confirms(refusal.question) == true else { throw refusal }
            undone = try log.undo(isForced: true, confirmed: deed)
        }
        if global.json { return try environment.printJSON { Self.write(undone, to: &$0) } }
        let restored = undone.restored.filter { !undone.deleted.contains($0) }
        for (ids, word) in [(undone.deleted, "deleted again"), (restored, "as before")] {
            for id in ids {
                guard let stored = try log.stored(id) else { continue }
                let title = HuddleLog.title(of: stored).visible
                try environment.output.line("Undone: \(environment.style(stored.shortID, .bold))  \(title) (\(word))")
            }
        }
    }

    private static func write(_ undone: Undone, to json: inout JSONWriter) {
        json.object { json in
            json.member("deleted", undone.deleted.map(\.text))
            json.member("restored", undone.restored.map(\.text))
        }
    }
}
