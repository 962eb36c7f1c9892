import ArgumentParser
import HuddleCore
import HuddleFormats

/// What the word at the cursor is about to become, from the words before it.
struct CompletionAim {
    enum Goal {
        case commands(of: any ParsableCommand.Type)
        case options(DescribedCommand)
        case value(ValueSource)
        case nothing
    }

    private(set) var goal = Goal.nothing
    /// The part of the word that the choices stand for: `Ac` in `--customer=Ac`.
    private(set) var typed: Substring
    /// What stands before that part, and stays.
    private(set) var before: Substring = ""
    /// What `--home` says.
    private(set) var home: String?
    /// Whether help is asked for, which explains topics and kinds as well.
    private(set) var isHelp = false
    /// The word before the cursor.
    let previous: String?

    private var command: any ParsableCommand.Type = Huddle.self
    private var path: [String] = []

    /// - Parameter words: What stands between the program's name and the word at the cursor.
    init(_ words: [String], current: String) throws {
        typed = current[...]
        previous = words.last
        var rest = words[...]
        while !command.configuration.subcommands.isEmpty, let word = rest.popFirst() {
            if word == "--home" || word == "--color" {
                guard let value = rest.popFirst() else {
                    goal = .value(ValueSource(option: String(word.dropFirst(2)), of: "") ?? .nothing)
                    return
                }
                if word == "--home" { home = value }
            } else if word.hasPrefix("-") {
                note(word)
            } else if path.isEmpty, word == "help" {
                isHelp = true
            } else if path.isEmpty, EntryKind(rawValue: word) != nil {
                descend(to: Add.self)
            } else if let inner = Self.subcommand(word, of: command) {
                descend(to: inner)
            } else {
                return
            }
        }
        if command.configuration.subcommands.isEmpty {
            try aim(rest, shape: DescribedCommand(command))
        } else if typed.hasPrefix("-") {
            goal = .options(try DescribedCommand(command.configuration.defaultSubcommand ?? Status.self))
        } else {
            goal = .commands(of: command)
        }
    }

    private mutating func descend(to inner: any ParsableCommand.Type) {
        command = inner
        path.append(inner._commandName)
    }

    private mutating func note(_ word: String) {
        if word.hasPrefix("--home=") { home = String(word.dropFirst("--home=".count)) }
    }

    private mutating func aim(_ words: ArraySlice<String>, shape: DescribedCommand) {
        guard !isHelp else { return }
        var rest = words
        var count = 0
        var isBehindTerminator = false
        while let word = rest.popFirst() {
            if isBehindTerminator || !word.hasPrefix("-") || word == "-" {
                count += 1
            } else if word == "--" {
                isBehindTerminator = true
            } else if let option = shape.options.first(where: { $0.kind == .option && $0.isCalled(word) }) {
                guard let value = rest.popFirst() else {
                    goal = .value(source(of: option))
                    return
                }
                if option.longName == "home" { home = value }
            } else {
                note(word)
            }
        }
        if !isBehindTerminator, typed.hasPrefix("-") { return aimAtOption(shape) }
        let arguments = shape.positionals
        guard
            let argument = arguments.count > count
                ? arguments[count] : arguments.last.flatMap({ $0.isRepeating ? $0 : nil })
        else { return }
        goal = .value(ValueSource(argument: argument.valueName ?? "", of: path.joined(separator: " ")) ?? .nothing)
    }

    private mutating func aimAtOption(_ shape: DescribedCommand) {
        guard let sign = typed.firstIndex(of: "="),
            let option = shape.options.first(where: { $0.kind == .option && $0.isCalled(String(typed[..<sign])) })
        else {
            goal = .options(shape)
            return
        }
        let start = typed.index(after: sign)
        (before, typed) = (typed[..<start], typed[start...])
        goal = .value(source(of: option))
    }

    private func source(of option: DescribedCommand.Argument) -> ValueSource {
        option.longName.flatMap { ValueSource(option: $0, of: path.joined(separator: " ")) } ?? .nothing
    }

    private static func subcommand(_ word: String, of command: any ParsableCommand.Type) -> (any ParsableCommand.Type)?
    {
        command.configuration.subcommands.first {
            $0._commandName == word || $0.configuration.aliases.contains(word)
        }
    }
}
