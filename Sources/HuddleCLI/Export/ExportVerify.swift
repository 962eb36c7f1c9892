import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Says what has changed since a file was exported.
struct ExportVerify: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Say what has changed since a file was exported.",
        discussion: HelpText.discussion(
            """
            `huddle export --verify FILE` is the same. It knows each entry by its id, whatever was done to the file since, and \
            counts what reached this log later, however long ago it was written elsewhere. A file without room for the log's \
            position (csv, tsv, todotxt, taskwarrior, jira, github) is compared by its own time instead.

            Entries that would be in the file by now are named too, where it says which list it holds. Those formats do not: \
            --list says it then, in the words of `huddle export`.
            """,
            examples: [
                "huddle export verify actions.xlsx",
                "huddle export --verify actions.csv --list \"actions --owner me\"",
            ]))

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("The file that was exported.", valueName: "file"))
    var verify: String?

    @Option(
        help: ArgumentHelp(
            "Which list the file holds, such as \"actions --owner me\"; what the file says unless given.",
            valueName: "words"))
    var list: String?

    @Argument(help: ArgumentHelp("The file that was exported.", valueName: "file"))
    var file: String?

    func run(in environment: CommandEnvironment) throws {
        guard let path = verify ?? file else {
            throw UsageError.missing("what to export", example: "huddle export actions")
        }
        if verify != nil, file != nil { throw UsageError.notTogether("--verify FILE", "another file") }
        guard let bytes = try Files.readWhole(path, limit: Limits.bundleBytes) else {
            throw UsageError.missingFile(path)
        }
        guard bytes.count <= Limits.bundleBytes else { throw ZIPError.tooLarge(limit: Limits.bundleBytes) }
        let exported = try ExportedFile(bytes, limit: Limits.bundleBytes)
        let log = try global.log(in: environment)
        var report = try ExportChanges(exported, fileTime: try Files.modified(path), in: log)
        if let list {
            let home = try global.home(in: environment)
            report.new = try WrittenList(typed: list, home).entries(in: log, environment, besides: report.ids)
        } else if let written = exported.command.flatMap({ WrittenList(command: $0) }) {
            // What stands in a file may be anything: a filter that means nothing here is none.
            do { report.new = try written.entries(in: log, environment, besides: report.ids) } catch is any InputError {
            }
        }
        try report.print(path, environment, asJSON: global.json)
    }
}
