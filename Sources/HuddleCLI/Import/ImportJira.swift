import ArgumentParser
import HuddleFormats

/// Takes entries from Jira.
struct ImportJira: Command {
    static let configuration = CommandConfiguration(
        commandName: "jira",
        abstract: "Take issues from Jira: the CSV of a search, or the JSON of its REST interface.",
        discussion: HelpText.discussion(
            """
            An issue is an entry, known again by its key wherever it was exported. The first component is the product.
            """,
            examples: [
                "huddle import jira jira.csv --dry-run --verbose",
                "huddle import jira search.json",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: ImportOptions
    @OptionGroup var table: TableArguments

    func run(in environment: CommandEnvironment) throws {
        let table = try table.options()
        try ImportJob(options: options, global: global, environment: environment) { context in
            try JiraImport(context, table)
        }.run()
    }
}
