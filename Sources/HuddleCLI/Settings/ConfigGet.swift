import ArgumentParser
import HuddleCore

/// Prints one setting.
struct ConfigGet: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Print what a setting is: the file's value, or else the default.",
        discussion: HelpText.discussion(
            "An empty line where it is nothing.",
            examples: [
                "huddle config get sync.after-capture",
                "huddle config get name --json",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The setting.")
    var key: String

    func run(in environment: CommandEnvironment) throws {
        let value = SettingValue(try Setting.named(key), in: try environment.settingsFile())
        if global.json { return try environment.printJSON { value.write(to: &$0) } }
        try environment.output.line((value.value ?? "").visible)
    }
}
