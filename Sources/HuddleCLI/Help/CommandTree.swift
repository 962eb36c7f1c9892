import ArgumentParser
import HuddleFormats

/// Every command that help shows, as it is typed.
package enum CommandTree {
    /// `["meeting", "start"]` and so on, a group before what is in it. The root, which is `[]`, comes first.
    package static var paths: [[String]] { commands.map(\.path) }

    static var commands: [(path: [String], command: any ParsableCommand.Type)] { commands(of: Huddle.self, at: []) }

    private static func commands(
        of command: any ParsableCommand.Type, at path: [String]
    ) -> [(path: [String], command: any ParsableCommand.Type)] {
        let shown = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
        return [(path, command)] + shown.flatMap { commands(of: $0, at: path + [$0._commandName]) }
    }

    /// The commands that leave their names to be worked out from those of their types. It takes a search through all that the
    /// program knows of types, for each of them at every start, and was half of what a start cost: there should be none.
    package static var withoutName: [String] {
        commands.filter { $0.command.configuration.commandName == nil }.map { $0.path.joined(separator: " ") }
    }

    /// The options and arguments of which the completions do not know what they are, which there should not be.
    package static func withoutSource() throws -> [String] {
        try commands.filter { $0.command.configuration.subcommands.isEmpty }.flatMap { path, command in
            let shape = try DescribedCommand(command)
            let name = path.joined(separator: " ")
            let options = shape.options.filter { option in
                option.kind == .option && option.longName.flatMap { ValueSource(option: $0, of: name) } == nil
            }
            let arguments = shape.positionals.filter { ValueSource(argument: $0.valueName ?? "", of: name) == nil }
            return options.map { name + " --" + ($0.longName ?? "") }
                + arguments.map { name + " " + ($0.valueName ?? "") }
        }
    }
}
