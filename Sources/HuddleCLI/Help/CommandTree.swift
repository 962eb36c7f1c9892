import ArgumentParser

/// Every command that help shows, as it is typed.
package enum CommandTree {
    /// `["meeting", "start"]` and so on, a group before what is in it. The root, which is `[]`, comes first.
    package static var paths: [[String]] { paths(of: Huddle.self, at: []) }

    private static func paths(of command: any ParsableCommand.Type, at path: [String]) -> [[String]] {
        let inner =
            command.configuration.groupedSubcommands.flatMap(\.subcommands)
            + command.configuration.ungroupedSubcommands
        return [path]
            + inner.filter { $0.configuration.shouldDisplay }.flatMap { paths(of: $0, at: path + [$0._commandName]) }
    }
}
