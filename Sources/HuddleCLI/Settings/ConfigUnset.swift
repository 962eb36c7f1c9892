import ArgumentParser
import HuddleCore

/// Takes a setting out of the file.
struct ConfigUnset: Command {
    static let configuration = CommandConfiguration(
        commandName: "unset",
        abstract: "Take a setting out of the file, so that the default holds.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle config unset editor",
                "huddle config unset sync.after-capture",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The setting.")
    var key: String

    func run(in environment: CommandEnvironment) throws {
        let setting = try Setting.named(key)
        var file = try environment.settingsFile() ?? SettingsFile(parsing: "")
        let wasSet = file.unset(setting)
        if wasSet { try environment.write(file) }
        let value = SettingValue(setting, in: file)
        if global.json { return try environment.printJSON { value.write(to: &$0) } }
        let now = value.value.map { "the default holds, \($0)." } ?? "it has no value."
        try environment.output.line(
            "\(setting.rawValue) \(wasSet ? "is" : "was") not set\(wasSet ? " any longer" : ""): \(now)")
    }
}
