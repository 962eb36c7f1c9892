import ArgumentParser
import HuddleClient
import HuddleCore

/// Opens entries again.
struct Reopen: Command {
    static let configuration = CommandConfiguration(
        commandName: "reopen",
        abstract: "Open entries again that were done or dropped.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle reopen fkmd",
                "huddle reopen @last",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var ids: EntryIDs

    func run(in environment: CommandEnvironment) throws {
        try ids.set(.open, unchanged: "it is open", global, environment)
    }
}
