import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats

/// Answers a shell that completes a command line: a word that says how, then a choice a line.
///
/// It does without the parser's checks of all commands, and asks the log only for what it counts anyway or finds by an index, so
/// that an answer is there before the finger is off the key. Whatever goes wrong, nothing is said: a half-typed line is no place
/// for messages.
struct CompletionRun {
    /// What the shell does with the choices.
    private enum Manner: String {
        case words
        /// No space behind the choice: more is to be typed.
        case open
        /// The choices do not begin with what was typed: a name got its quotation marks.
        case instead
        case files
        case folders
    }

    /// What bash gives as `$COMP_TYPE` when it only shows choices: a second Tab.
    /// Source: Bash Reference Manual, "Bash Variables", COMP_TYPE.
    private static let showingOnly = "63"

    private let environment: CommandEnvironment
    private let shell: Shell
    private let words: [String]
    private let current: String
    /// In bash: the line, by whose quotes the answer is put.
    private let line: ShellLine?
    private let showsPurposes: Bool

    /// Nil, where this is no question of a shell.
    init?(_ typed: [String], in environment: CommandEnvironment) {
        guard typed.count >= 3, typed[0] == Shell.word, let shell = Shell(rawValue: typed[1]) else { return nil }
        self.environment = environment
        self.shell = shell
        switch shell {
        case .bash:
            guard typed.count == 5 else { return nil }
            let line = ShellLine(typed[4], breaks: typed[3])
            self.line = line
            words = Array(line.words.dropFirst())
            current = line.current
            showsPurposes = typed[2] == Self.showingOnly
        case .zsh:
            line = nil
            words = Array(typed[2..<(typed.count - 1)])
            current = typed[typed.count - 1]
            showsPurposes = true
        case .fish:
            line = nil
            words = Array(typed[2..<(typed.count - 1)])
            current = ShellLine(typed[typed.count - 1], breaks: "").current
            showsPurposes = true
        }
    }

    func run() {
        guard let aim = try? CompletionAim(words, current: current) else { return }
        var manner = Manner.words
        var choices: [WordChoice] = []
        switch aim.goal {
        case .nothing: break
        case .commands(let command): choices = WordChoice.commands(of: command, isHelp: aim.isHelp)
        case .options(let shape): choices = shape.options.flatMap(WordChoice.options)
        case .value(.files): manner = .files
        case .value(.folders): manner = .folders
        case .value(.line): return answerLine(aim)
        case .value(let source):
            choices = (try? ValueChoices(aim, environment).choices(from: source)) ?? []
        }
        answer(manner, fitting(choices, aim))
    }

    private func fitting(_ choices: [WordChoice], _ aim: CompletionAim) -> [WordChoice] {
        let start = aim.typed.lowercased()
        var seen: Set<String> = []
        return choices.filter { choice in
            choice.value.lowercased().hasPrefix(start) && choice.isHarmless && seen.insert(choice.value).inserted
        }.map { WordChoice(aim.before + $0.value, $0.purpose) }
    }

    /// `@ma`, `#qu` or `customer:Ac` at the end of what is typed; `cust` becomes `customer:`.
    private func answerLine(_ aim: CompletionAim) {
        let word = CompletionPlace(word: current)
        guard let place = word ?? CompletionPlace(current), !current.hasPrefix("/") else {
            let keys = CaptureLine.Key.allCases.map { WordChoice($0.rawValue + ":", nil) }
            return answer(.open, current.isEmpty ? [] : fitting(keys, aim))
        }
        guard let known = try? ValueChoices(aim, environment).knownWords else { return }
        let start = Names.folded(place.typed)
        let names = place.choices(from: known).filter { Names.folded($0).hasPrefix(start) }
        let head = String(current.unicodeScalars.dropLast(place.length))
        let choices = names.map { name in
            WordChoice(head + (word == nil ? place.whole(name).trimmed : place.bare(name)), nil)
        }
        answer(word == nil ? .instead : .words, choices.filter(\.isHarmless))
    }

    private func answer(_ manner: Manner, _ choices: [WordChoice]) {
        var text = manner.rawValue + "\n"
        for choice in choices {
            let replacement = if let line { line.replacement(choice.value) } else { choice.value }
            guard let value = replacement else { continue }
            let purpose = choice.purpose.map { TextWidth.cut($0.visible, to: 60) }
            switch shell {
            case .bash:
                // Shown only: bash puts nothing of this into the line.
                let shown = showsPurposes && choices.count > 1 ? purpose.map { "  (\($0))" } ?? "" : ""
                text += value + shown + "\n"
            case .zsh, .fish: text += value + (purpose.map { "\t" + $0 } ?? "") + "\n"
            }
        }
        // A shell that no longer listens has no use for an error.
        try? environment.output.write(text)
    }
}

/// Something that a word may become.
struct WordChoice: Hashable {
    let value: String
    /// What it means, in a few words; somebody else may have written them.
    let purpose: String?

    init(_ value: some StringProtocol, _ purpose: String?) {
        self.value = String(value)
        self.purpose = purpose
    }

    /// No shell can be given control characters or line breaks without its reading them as such.
    var isHarmless: Bool { !value.unicodeScalars.contains(where: \.isObeyedByTerminals) }

    static func commands(of command: any ParsableCommand.Type, isHelp: Bool) -> [WordChoice] {
        var choices = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map {
            WordChoice($0._commandName, $0.configuration.abstract)
        }
        guard command == Huddle.self else { return choices }
        choices += EntryKind.allCases.map { WordChoice($0.rawValue, $0.purpose) }
        if isHelp { return choices + HelpTopic.allCases.map { WordChoice($0.rawValue, "a topic") } }
        return choices + [WordChoice("help", "Show help information.")]
    }

    static func options(_ argument: DescribedCommand.Argument) -> [WordChoice] {
        (argument.names ?? []).filter(\.isLong).map { WordChoice($0.text, argument.abstract) }
    }
}
