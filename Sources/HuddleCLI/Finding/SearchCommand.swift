import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Searches everything that was written.
struct SearchCommand: ReadingCommand {
    private static let usualLimit = 20

    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Search all texts, the best hit first.",
        usage: "huddle search WORD … [filters]",
        discussion: HelpText.discussion(
            """
            Entries, meetings, comments and people are searched, in all their fields; case and accents do not matter, and all \
            words must be there. What has the words as typed comes first, then what has words that start so: blade finds \
            blades. Words in quotes stand together, bla* is any word that starts so. The best \(usualLimit) are shown unless --limit says more; of a word that is \
            everywhere, the best of the latest \(HuddleLog.usualSearchWindow). With a filter only entries are searched.
            """,
            examples: [
                "huddle search blade lyon",
                #"huddle search '"wears out" pre*' --customer Acme"#,
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "What to look for.")
    var words: [TypedText]

    @OptionGroup var options: FilterOptions

    func run(in environment: CommandEnvironment) throws {
        let home = try global.home(in: environment)
        let options = try options.withSaved(home)
        let limit = try options.limit(otherwise: Self.usualLimit) ?? HuddleLog.mostSearched
        let log = try home.log()
        let filter = try options.narrows() ? try options.filter(log, environment) : nil
        let result = try log.search(SearchQuery(words.map(\.text)), matching: filter, limit: limit)
        if global.json {
            return try environment.printJSON { json in
                json.array { json in
                    for found in result.found { FoundLine.write(found, to: &json) }
                }
            }
        }
        guard !result.found.isEmpty else { return environment.say("Nothing has these words.") }
        if result.isLoosened { environment.say("Nothing has exactly these words; these have words that start so.") }
        let isNumbered =
            environment.output.isTerminal && log.rememberList(result.found.map(\.stored.projection.id))
        var text = ""
        for (position, found) in result.found.enumerated() {
            text += try FoundLine(found, number: isNumbered ? position + 1 : nil, log, environment).text
        }
        try environment.output.write(text)
        if let remark = Self.remark(result, isLimited: options.limit != nil) { environment.say(remark) }
    }

    private static func remark(_ result: SearchResult, isLimited: Bool) -> String? {
        if let searched = result.ranked {
            return "There is more: these are the best of the latest \(searched). Another word narrows it down."
        }
        guard result.hasMore, !isLimited else { return nil }
        return "The best \(result.found.count): --limit all shows the rest, another word narrows it down."
    }
}
