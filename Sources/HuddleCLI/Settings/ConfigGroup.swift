import ArgumentParser

/// What people can set.
struct ConfigGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show and change your settings.",
        discussion: HelpText.discussion(
            "They stand in a file that you can edit too: `huddle config path` names it. `huddle help settings` describes each.",
            examples: [
                "huddle config set sync.after-capture on",
                "huddle config list",
            ]),
        subcommands: [ConfigList.self, ConfigGet.self, ConfigSet.self, ConfigUnset.self, ConfigPath.self],
        defaultSubcommand: ConfigList.self)
}
