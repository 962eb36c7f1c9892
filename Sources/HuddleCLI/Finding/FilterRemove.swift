import ArgumentParser
import HuddleClient
import HuddleCore

/// Forgets a filter.
struct FilterRemove: Command {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forget a filter. What it lists stays as it is.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle filter remove mine",
                "huddle filter remove mine --json",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The filter's name.")
    var name: String

    func run(in environment: CommandEnvironment) throws {
        let words = try global.home(in: environment).removeFilter(name)
        if global.json { return try environment.printJSON { FilterText.write(name, words, to: &$0) } }
        try environment.output.line("Removed the filter \(name.visible). It was: \(FilterText.line(words))")
    }
}
