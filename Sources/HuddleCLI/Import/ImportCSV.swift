import ArgumentParser
import HuddleFormats

/// Takes entries from tables.
struct ImportCSV: Command {
    static let configuration = CommandConfiguration(
        commandName: "csv",
        abstract: "Take entries from a table: a spreadsheet's CSV or TSV, or one that Huddle wrote.",
        discussion: HelpText.discussion(
            """
            A row is an entry. Columns are known by their headings in seven languages; what was taken for what is printed, and \
            --map says it better. Fields: \(TableField.allCases.map(\.rawValue).joined(separator: ", ")).

            Imported again after the file changed, a row changes here what changed in the file, and what people changed here \
            stays. A row is known by its id or key, else by its text, customer and date of creation.
            """,
            examples: [
                "huddle import csv actions.csv --dry-run --verbose",
                "huddle import csv actions.csv --map \"Who=owner\" --map \"By=due\" --dates dmy",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: ImportOptions
    @OptionGroup var table: TableArguments

    func run(in environment: CommandEnvironment) throws {
        let table = try table.options()
        try ImportJob(options: options, global: global, environment: environment) { context in
            try TableImport(context, table)
        }.run()
    }
}
