/// A command as the parser of arguments describes it, with what is in it. Help, completions and manual pages are three views of this.
package struct DescribedCommand: Decodable, Sendable {
    /// What the parser hands out is one command with this around it.
    package struct Whole: Decodable, Sendable {
        package let command: DescribedCommand
    }

    package struct Argument: Decodable, Sendable {
        package enum Kind: String, Decodable, Sendable {
            case positional
            case option
            case flag
        }

        package struct Name: Decodable, Sendable {
            package let kind: String
            package let name: String

            package var isLong: Bool { kind == "long" }
            /// As it is typed.
            package var text: String { (isLong ? "--" : "-") + name }
        }

        package let kind: Kind
        package let shouldDisplay: Bool
        package let isOptional: Bool
        package let isRepeating: Bool
        package let names: [Name]?
        package let valueName: String?
        package let defaultValue: String?
        package let abstract: String?

        /// `customer` for `--customer`; an argument is known by its place alone.
        package var longName: String? { names?.first(where: \.isLong)?.name }

        package func isCalled(_ word: String) -> Bool { names?.contains { $0.text == word } ?? false }
    }

    package let commandName: String
    package let shouldDisplay: Bool
    package let aliases: [String]?
    package let abstract: String?
    package let discussion: String?
    package let arguments: [Argument]?
    package let subcommands: [DescribedCommand]?

    package var options: [Argument] { (arguments ?? []).filter { $0.kind != .positional && $0.shouldDisplay } }
    package var positionals: [Argument] { (arguments ?? []).filter { $0.kind == .positional && $0.shouldDisplay } }
    /// Those that help shows, without the parser's own `help`.
    package var inner: [DescribedCommand] {
        (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }
}
