import ArgumentParser
import HuddleClient
import HuddleCore

/// Takes one line after another.
struct Capture: Command {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Type line after line while others talk; each is saved when Enter returns.",
        discussion: HelpText.discussion(
            """
            A line is an entry, written as `huddle help grammar` says; empty lines are skipped. Tab completes @people, #tags and \
            customer:, the arrows bring back what was typed, Ctrl-C gives a line up, Ctrl-D ends.

            Lines that begin with a slash are commands:
            \(SlashCommand.Name.allCases.map { "  " + TextWidth.padded($0.form, to: 17) + $0.purpose }.joined(separator: "\n"))

            From a file or a pipe it is the same. A line that cannot be taken is named by its number, and the rest is kept.
            """,
            examples: [
                "huddle capture",
                "huddle capture < notes.txt",
            ]))

    @OptionGroup var global: GlobalOptions

    var printing: Printing { .conversation }

    func run(in environment: CommandEnvironment) throws {
        let log = try global.writableLog(in: environment)
        var session = CaptureSession(
            try global.home(in: environment), log, environment, lines: environment.lines(), asJSON: global.json)
        try session.run()
    }
}
