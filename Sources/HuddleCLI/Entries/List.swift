import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Lists entries, the newest first.
struct List: ReadingCommand {
    /// On a terminal, unless another limit is given: what can still be looked through.
    static let limitOnTerminal = 50

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what was captured.",
        discussion: HelpText.discussion(
            """
            A terminal shows the latest \(limitOnTerminal); files, pipes and --json get everything. Done and dropped entries are \
            shown too, and marked. On a terminal each has a number, which other commands take in place of its id. \
            `huddle filter save` keeps what you list often.
            """,
            examples: [
                "huddle list --customer Acme --since mon",
                "huddle list --kind action --owner me --status open",
            ]))

    static let orders = SortWord.allCases.map(\.rawValue).joined(separator: ", ")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: FilterOptions

    @Option(help: ArgumentHelp("The order: \(Self.orders).", valueName: "order"))
    var sort: String?

    func run(in environment: CommandEnvironment) throws {
        let home = try global.home(in: environment)
        let options = try options.withSaved(home)
        let sort = try sort.map { try SortWord($0) } ?? SortWord.saved(self.options.filter, home) ?? .newest
        let isCut = environment.output.isTerminal && !global.json
        let limit = try options.limit(otherwise: isCut ? Self.limitOnTerminal : nil)
        let log = try home.log()
        var filter = try options.filter(log, environment)
        filter.order = sort.order
        if global.json {
            filter.limit = limit
            return try printJSON(of: log, filter, environment)
        }
        filter.limit = limit.map { $0 + 1 }
        var entries = try log.entries(matching: filter)
        let hasMore = limit.map { entries.count > $0 } ?? false
        if hasMore { entries.removeLast() }
        guard !entries.isEmpty else { return environment.say("Nothing here matches.") }
        let isNumbered = environment.output.isTerminal && log.rememberList(entries.map(\.entry.id))
        try environment.output.write(EntryText.table(entries, numberedFrom: isNumbered ? 1 : nil, in: environment))
        if hasMore, options.limit == nil {
            environment.say("\(sort.first) \(entries.count): --limit all shows the rest.")
        }
    }

    /// An array, an entry a line, written while it is read.
    private func printJSON(of log: HuddleLog, _ filter: EntryFilter, _ environment: CommandEnvironment) throws {
        var pieces = PieceBuffer { try environment.output.write($0) }
        var separator = "["
        try log.eachEntry(matching: filter) { listed in
            var json = JSONWriter()
            EntryJSON.write(listed, to: &json)
            try pieces.append(separator + "\n" + json.text)
            separator = ","
        }
        try pieces.append(separator == "[" ? "[]\n" : "\n]\n")
        try pieces.flush()
    }
}
