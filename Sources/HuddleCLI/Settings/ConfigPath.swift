import ArgumentParser
import HuddleCore
import HuddleFormats

/// Says where the settings are.
struct ConfigPath: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "path",
        abstract: "Print where the file of settings is, or would be.",
        discussion: HelpText.discussion(
            "",
            examples: [
                "huddle config path",
                "huddle config path --json",
            ]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) throws {
        guard let path = environment.settingsPath else { throw SettingsError.noFolder }
        if global.json {
            let exists = try environment.settingsFile() != nil
            return try environment.printJSON { json in
                json.object { json in
                    json.member("path", path)
                    json.member("exists", exists)
                }
            }
        }
        try environment.output.line(path.visible)
    }
}
