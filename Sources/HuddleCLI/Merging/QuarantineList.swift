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
        let refused = try log.quarantine().map { try RefusedChange($0, in: log) }
        if global.json {
            return try environment.printJSON { json in
                json.array { json in
                    for change in refused { change.write(to: &json, withBytes: false) }
                }
            }
        }
        guard !refused.isEmpty else { return environment.say("Nothing was refused.") }
        for (position, group) in RefusalGroup.groups(of: refused, by: \.refusal).enumerated() {
            if position > 0 { try environment.output.write("\n") }
            try environment.printSheet(try text(of: group, log, environment))
        }
    }

    /// Why, what to do about it, and below it each change with what it belongs to.
    private func text(
        of group: RefusalGroup<RefusedChange>, _ log: HuddleLog, _ environment: CommandEnvironment
    ) throws -> String {
        let style = environment.style
        var text = group.text.visible + "\n"
        if let advice = group.members.first?.advice { text += "  " + style(advice, .dim) + "\n" }
        for change in group.members {
            let at = environment.calendar.text(of: change.refusal.at)
            text += "  " + style(change.shortID ?? "?", .bold) + "  " + (change.title?.visible ?? "")
            text += "  " + style("refused \(at)", .dim) + "\n"
            for line in try change.words(in: log) { text += "    \(line)\n" }
        }
        return text
    }
}
