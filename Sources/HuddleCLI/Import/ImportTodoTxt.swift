import ArgumentParser
import HuddleFormats

/// Takes entries from todo.txt.
struct ImportTodoTxt: Command {
    static let configuration = CommandConfiguration(
        commandName: "todotxt",
        abstract: "Take entries from todo.txt, done ones too.",
        discussion: HelpText.discussion(
            """
            A line is an entry. Read are x for done, (A) to (C) for the priority, +project for the customer, @context for the owner, \
            due: and what else `huddle help grammar` describes. A line is known again by its text and day of creation.
            """,
            examples: [
                "huddle import todotxt todo.txt --dry-run --verbose",
                "huddle import todotxt todo.txt done.txt",
            ]))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: ImportOptions

    func run(in environment: CommandEnvironment) throws {
        try ImportJob(options: options, global: global, environment: environment) { try TodoTxtImport($0) }.run()
    }
}
