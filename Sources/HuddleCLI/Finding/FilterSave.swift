import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore

/// Gives a filter a name.
struct FilterSave: Command {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Keep a filter under a name.",
        discussion: HelpText.discussion(
            """
            Kept is what is typed: me, mon and +2w are read anew whenever the filter is used. --sort counts for `huddle list`. \
            A filter that has the name already is replaced.
            """,
            examples: [
                "huddle filter save mine --owner me --status open",
                "huddle filter save acme --customer Acme --since mon --sort due",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The filter's name: a word.")
    var name: String

    @OptionGroup var options: FilterOptions

    @Option(help: ArgumentHelp("The order: \(List.orders).", valueName: "order"))
    var sort: String?

    func run(in environment: CommandEnvironment) throws {
        let home = try global.home(in: environment)
        let log = try home.log()
        var options = try options.withSaved(home)
        let sort = try sort.map { try SortWord($0) } ?? SortWord.saved(self.options.filter, home)
        // What cannot be read is refused now, not when it is used. A meeting gets its whole id, which no other will share.
        _ = try options.limit(otherwise: nil)
        options.meeting = try options.filter(log, environment).meeting?.text
        let words = try options.typed().options + [sort?.option].compactMap { $0 }
        guard !words.isEmpty else {
            throw UsageError.missing("what it is to filter by", example: "huddle filter save mine --owner me")
        }
        try home.saveFilter(name, words)
        if global.json { return try environment.printJSON { FilterText.write(name, words, to: &$0) } }
        try environment.output.line(
            "Saved \(name.visible): \(FilterText.line(words))\nUse it with `huddle list --filter \(name.visible)`.")
    }
}
