import ArgumentParser
import HuddleClient
import HuddleCore

/// Marks entries as given up.
struct Drop: Command {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Mark entries as given up, on purpose.",
        discussion: HelpText.discussion(
            """
            Dropped entries stay in sight, marked. `huddle delete` takes out of sight what should never have been written.
            """,
            examples: [
                "huddle drop fkmd",
                "huddle drop fkmd ckcm",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var ids: EntryIDs

    func run(in environment: CommandEnvironment) throws {
        try ids.set(.dropped, unchanged: "it was dropped already", global, environment)
    }
}
