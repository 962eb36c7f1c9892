import ArgumentParser
import HuddleCore

/// Gives a setting a value.
struct ConfigSet: Command {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Give a setting a value. The file's comments stay.",
        discussion: HelpText.discussion(
            "The first time, the file is made, with a comment for every setting.",
            examples: [
                "huddle config set sync.after-capture on",
                #"huddle config set editor "code --wait""#,
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The setting.")
    var key: String

    @Argument(help: "What it is to be.")
    var value: TypedText

    func run(in environment: CommandEnvironment) throws {
        let setting = try Setting.named(key)
        let value = value.text.trimmed
        guard setting.allows(value) else { throw SettingsError.badValue(setting, value) }
        var file = try environment.settingsFile() ?? .template
        file.set(setting, to: value)
        try environment.write(file)
        if global.json { return try environment.printJSON { SettingValue(setting, in: file).write(to: &$0) } }
        try environment.output.line("\(setting.rawValue) = \(value.visible)")
    }
}
