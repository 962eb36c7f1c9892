import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Shows what people disagree about without having known of each other.
struct Conflicts: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflicts",
        abstract: "Show where two people wrote different things without knowing of each other.",
        discussion: HelpText.discussion(
            """
            Everything that was written is kept. Lists show the value marked "now"; what a text changed is marked against \
            the text that all had seen. `huddle resolve` decides.
            """,
            examples: [
                "huddle conflicts --mine",
                "huddle conflicts --json",
            ]))

    @OptionGroup var global: GlobalOptions

    @Flag(help: "Only where one of the values is yours.")
    var mine = false

    func run(in environment: CommandEnvironment) throws {
        let conflicts = try global.log(in: environment).conflicts(mineOnly: mine)
        if global.json {
            return try environment.printJSON { json in
                json.array { json in
                    for conflict in conflicts { ConflictPage.write(conflict, to: &json) }
                }
            }
        }
        guard !conflicts.isEmpty else { return environment.say("Nobody disagrees: there are no conflicts.") }
        let page = ConflictPage(environment)
        try environment.printSheet(conflicts.map { page.text(of: $0) }.joined(separator: "\n"))
    }
}
