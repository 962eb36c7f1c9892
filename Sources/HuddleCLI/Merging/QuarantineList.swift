import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Lists what was refused, with what to do.
struct QuarantineList: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what was refused, why, and what to do.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle quarantine list",
                "huddle quarantine list --json",
            ]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) throws {
        let log = try global.log(in: environment)
        let refused = try log.quarantine().map { RefusedChange($0) }
        if global.json {
            return try environment.printJSON { json in
                json.array { json in
                    for change in refused { change.write(to: &json, withBytes: false) }
                }
            }
        }
        guard !refused.isEmpty else { return environment.say("Nothing was refused.") }
        let style = environment.style
        for change in refused {
            let id = try change.change.flatMap { try log.stored($0.record)?.shortID }
            let at = environment.calendar.text(of: change.refusal.at)
            let lines = try change.words(in: log).map { "  \($0)\n" }
            try environment.output.write(
                style(id ?? "?", .bold) + "  \(change.refusal.code.visible)  \(change.refusal.detail.visible)  "
                    + style("refused \(at)", .dim) + "\n" + lines.joined()
                    + "  " + style(change.advice, .dim) + "\n")
        }
    }
}
