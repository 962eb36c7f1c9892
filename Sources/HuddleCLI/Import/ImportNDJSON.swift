import ArgumentParser
import HuddleFormats

/// Takes back what Huddle wrote as JSON.
struct ImportNDJSON: Command {
    static let configuration = CommandConfiguration(
        commandName: "ndjson",
        abstract: "Take entries back from NDJSON or JSON that Huddle wrote, every field of them.",
        discussion: HelpText.discussion(
            """
            Entries keep their ids. What changed in the file since it was written changes here; what people changed here \
            meanwhile stays.
            """,
            examples: [
                "huddle import ndjson entries.ndjson --dry-run",
                "huddle import ndjson actions.json --verbose",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: ImportOptions

    func run(in environment: CommandEnvironment) throws {
        try ImportJob(options: options, global: global, environment: environment) { try NDJSONImport($0) }.run()
    }
}
