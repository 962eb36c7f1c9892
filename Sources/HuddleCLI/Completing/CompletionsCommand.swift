import ArgumentParser
import HuddleCore
import HuddleFormats

/// Prints what a shell needs to complete command lines.
struct CompletionsCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print what bash, zsh or fish needs to complete commands, ids and names.",
        discussion: HelpText.discussion(
            """
            Tab then completes commands and options, and from your log: ids, people, customers, products, sites, tags and \
            meetings, also within a line, as in @maria or customer:Acme. The printed script says where it belongs.
            """,
            examples: [
                "huddle completions bash > ~/.local/share/bash-completion/completions/huddle",
                "huddle completions fish > ~/.config/fish/completions/huddle.fish",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "bash, zsh or fish.")
    var shell: String

    func run(in environment: CommandEnvironment) throws {
        guard let shell = Shell(rawValue: shell) else { throw UsageError.unknownWord(shell, of: .shell) }
        if global.json {
            return try environment.printJSON { json in
                json.object { json in
                    json.member("shell", shell.rawValue)
                    json.member("script", shell.script)
                }
            }
        }
        try environment.output.line(shell.script)
    }
}
