import ArgumentParser
import HuddleCore

/// A command line with its command named in full and up front, as the parser wants it.
///
/// A kind of entry is a command of its own for whoever types (`huddle idea …`), and `add --kind idea` for the parser, so that a new
/// kind needs no new command. Options that every command takes may stand before the command.
struct CommandWords {
    let arguments: [String]
    let place: CommandPlace
    private let root: any ParsableCommand.Type
    /// The one command that is meant, with what stands behind its name; nil where that is a group or help.
    private let leaf: (command: any ParsableCommand.Type, arguments: [String])?

    /// - Throws: `UsageError.unknownCommand`, with the nearest known one.
    init(_ typed: [String], root: any ParsableCommand.Type) throws(UsageError) {
        var rest = typed.map(TypedText.covered)[...]
        var options: [String] = []
        self.root = root
        Self.takeOptions(&rest, into: &options)
        guard let first = rest.first, !first.hasPrefix("-") else {
            arguments = Array(rest)
            place = .root
            leaf = nil
            return
        }
        if let direct = DirectCommand(first) {
            let words = direct.options + options + rest.dropFirst()
            arguments = [direct.name] + words
            place = CommandPlace(path: [first], writes: direct.writes)
            leaf = (direct.type, words)
            return
        }
        let isHelp = first == "help"
        if isHelp {
            rest = rest.dropFirst()
            if rest.first.map({ EntryKind(rawValue: $0) != nil }) ?? false { rest = ["add"] }
        }
        var path: [String] = []
        var command = root
        while !command.configuration.subcommands.isEmpty, let word = rest.first, !word.hasPrefix("-") {
            command = try Self.subcommand(word, of: command, group: path.last)
            path.append(command._commandName)
            rest = rest.dropFirst()
            if !command.configuration.subcommands.isEmpty { Self.takeOptions(&rest, into: &options) }
        }
        arguments = (isHelp ? ["help"] : []) + path + options + rest
        place = CommandPlace(path: path, writes: !isHelp && !(command is any ReadingCommand.Type))
        leaf = isHelp || !command.configuration.subcommands.isEmpty ? nil : (command, options + rest)
    }

    /// The command as it was meant.
    func parsed() throws -> ParsedCommand { try plain() ?? ParsedCommand(parsedByParser()) }

    func plain() -> ParsedCommand? { leaf.flatMap { PlainLine.command($0.command, $0.arguments) } }

    /// The parser looks at all commands of a program before it parses one. Most lines are right, and need only their own; with what
    /// is wrong with the others, or asks for help, it begins anew at the root, so that it is said as ever.
    func parsedByParser() throws -> any ParsableCommand {
        if let leaf, let command = try? leaf.command.parseAsRoot(leaf.arguments), type(of: command) == leaf.command {
            return command
        }
        return try root.parseAsRoot(arguments)
    }

    private static func subcommand(
        _ word: String, of command: any ParsableCommand.Type, group: String?
    ) throws(UsageError) -> any ParsableCommand.Type {
        let known = command.configuration.subcommands
        if let found = known.first(where: { $0._commandName == word || $0.configuration.aliases.contains(word) }) {
            return found
        }
        var names = known.map { $0._commandName }
        if group == nil { names += EntryKind.allCases.map(\.rawValue) + ["help"] + HelpTopic.allCases.map(\.rawValue) }
        throw .unknownCommand(word, group: group, nearest: NearestWord.to(word, in: names))
    }

    /// What is left without the options that every command takes, as far as they stand in front; with help, wherever they stand.
    ///
    /// - Throws: `UsageError.parsing`: help has no JSON.
    static func withoutOptions(_ typed: [String]) throws(UsageError) -> [String] {
        var rest = typed[...]
        var options: [String] = []
        takeOptions(&rest, into: &options)
        guard rest.first == "help" else { return Array(rest) }
        var words: [String] = []
        while let word = rest.popFirst() {
            words.append(word)
            takeOptions(&rest, into: &options)
        }
        guard !options.contains("--json") else {
            throw .parsing("Help is a text: leave --json out.", command: "huddle")
        }
        return words
    }

    private static func takeOptions(_ rest: inout ArraySlice<String>, into options: inout [String]) {
        while let word = rest.first {
            if ["--home", "--color"].contains(word), rest.count > 1 {
                options += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else if ["--json", "--quiet", "-q", "--no-pager"].contains(word)
                || word.hasPrefix("--home=") || word.hasPrefix("--color=")
            {
                options.append(word)
                rest = rest.dropFirst()
            } else {
                return
            }
        }
    }
}

/// A command that is known by its name, so that nobody goes through all of a program's: that alone took a tenth of the memory that
/// a capture touches.
struct DirectCommand {
    let type: any ParsableCommand.Type
    let name: String
    /// What the word that was typed stands for besides.
    var options: [String] = []
    var writes = true

    init?(_ word: String) {
        switch word {
        case "add": (type, name) = (Add.self, word)
        case "status": (type, name, writes) = (Status.self, word, false)
        case "sync": (type, name) = (Sync.self, word)
        case _ where EntryKind(rawValue: word) != nil: (type, name, options) = (Add.self, "add", ["--kind", word])
        default: return nil
        }
    }
}

/// Which command a command line names: where its help is to be found.
struct CommandPlace: Hashable {
    static let root = CommandPlace(path: [], writes: false)

    let path: [String]
    /// Whether the command may change the log.
    let writes: Bool

    var command: String { (["huddle"] + path).joined(separator: " ") }
}
