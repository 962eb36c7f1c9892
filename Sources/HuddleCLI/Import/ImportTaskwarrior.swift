import ArgumentParser
import HuddleFormats

/// Takes entries from Taskwarrior.
struct ImportTaskwarrior: Command {
    static let configuration = CommandConfiguration(
        commandName: "taskwarrior",
        abstract: "Take entries from Taskwarrior's JSON.",
        discussion: HelpText.discussion(
            """
            A task is an entry with the task's uuid, so that it is known again wherever it went; its project is the customer. \
            Tasks that were deleted there are left out.
            """,
            examples: [
                "task export | huddle import taskwarrior -",
                "huddle import taskwarrior tasks.json --dry-run --verbose",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: ImportOptions

    func run(in environment: CommandEnvironment) throws {
        try ImportJob(options: options, global: global, environment: environment) { try TaskwarriorImport($0) }.run()
    }
}
