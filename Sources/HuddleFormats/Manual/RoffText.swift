/// Text in the language of `man`, escaped so that nothing in it is an instruction by accident.
struct RoffText {
    private(set) var text = ""

    /// A backslash begins an escape, a hyphen would break or become another sign, and quotes would end an argument.
    static func escaped(_ words: String) -> String {
        words.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "\"": result += "\\(dq"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            default: result.append(character)
            }
        }
    }

    mutating func raw(_ line: String) {
        // A line that begins with one of these is an instruction.
        text += (line.hasPrefix(".") ? "\\&" : "") + line + "\n"
    }

    mutating func line(_ macro: String, _ arguments: [String] = []) {
        text += ([macro] + arguments.map { "\"" + Self.escaped($0) + "\"" }).joined(separator: " ") + "\n"
    }

    /// A page's first line. The day stands as it is: a reader that knows dates would not know an escaped one.
    mutating func title(_ name: String, day: String, source: String, manual: String) {
        text += ".TH \(Self.escaped(name)) 1 \(day) \"\(Self.escaped(source))\" \"\(Self.escaped(manual))\"\n"
    }

    mutating func heading(_ words: String) { line(".SH", [words]) }

    /// Paragraphs are filled; lines that begin with a space stay as they are.
    mutating func prose(_ words: String) {
        var isKept = false
        var isBehindGap = false
        for line in words.split(separator: "\n", omittingEmptySubsequences: false) {
            guard !line.isEmpty else {
                isBehindGap = true
                continue
            }
            let keeps = line.first == " "
            if isKept, !keeps { text += ".fi\n.RE\n" }
            if isBehindGap, !(isKept && keeps) || isBehindGap && isKept && keeps {
                text += isKept && keeps ? "\n" : ".PP\n"
            }
            if keeps, !isKept { text += ".RS 2\n.nf\n" }
            raw(Self.escaped(String(keeps ? line.drop { $0 == " " } : line)))
            (isKept, isBehindGap) = (keeps, false)
        }
        if isKept { text += ".fi\n.RE\n" }
    }

    mutating func tagged(_ tag: String, _ words: String) {
        text += ".TP\n\\fB" + Self.escaped(tag) + "\\fP\n"
        raw(Self.escaped(words.isEmpty ? tag : words))
    }

    /// Another form of the command, on a line of its own.
    mutating func anotherSynopsis(_ command: DescribedCommand, at path: [String]) {
        text += ".br\n"
        synopsis(command, at: path)
    }

    mutating func synopsis(_ command: DescribedCommand, at path: [String]) {
        guard command.inner.isEmpty || !command.positionals.isEmpty else {
            return raw("\\fB" + Self.escaped(path.joined(separator: " ")) + "\\fP \\fIcommand\\fP ...")
        }
        var words = ["\\fB" + Self.escaped(path.joined(separator: " ")) + "\\fP"]
        words += command.positionals.map { argument in
            let name = "\\fI" + Self.escaped(argument.valueName ?? "") + "\\fP" + (argument.isRepeating ? " ..." : "")
            return argument.isOptional ? "[" + name + "]" : name
        }
        raw((words + ["[\\fIoptions\\fP]"]).joined(separator: " "))
    }

    /// What a command takes.
    mutating func arguments(_ command: DescribedCommand) {
        if !command.positionals.isEmpty {
            heading("ARGUMENTS")
            for argument in command.positionals { tagged(argument.valueName ?? "", argument.abstract ?? "") }
        }
        guard !command.options.isEmpty else { return }
        heading("OPTIONS")
        for option in command.options { self.option(option) }
    }

    private mutating func option(_ option: DescribedCommand.Argument) {
        let names = (option.names ?? []).map(\.text).joined(separator: ", ")
        let value = option.kind == .option ? " \\fI" + Self.escaped(option.valueName ?? "") + "\\fP" : ""
        let standard = option.defaultValue.map { " (default: \($0))" } ?? ""
        text += ".TP\n\\fB" + Self.escaped(names) + "\\fP" + value + "\n"
        raw(Self.escaped((option.abstract ?? "") + standard))
    }

    /// The commands in a group, each under its own small heading.
    mutating func inner(of command: DescribedCommand, at path: [String]) {
        for inner in command.inner {
            let help = HelpParts(inner.discussion ?? "")
            line(".SH", [(path + [inner.commandName]).joined(separator: " ")])
            prose((inner.abstract ?? "") + (help.prose.isEmpty ? "" : "\n\n" + help.prose))
            for argument in inner.positionals { tagged(argument.valueName ?? "", argument.abstract ?? "") }
            for option in inner.options { self.option(option) }
            self.inner(of: inner, at: path + [inner.commandName])
            if !help.examples.isEmpty {
                text += ".PP\nExamples:\n"
                list(help.examples)
            }
        }
    }

    mutating func examples(_ examples: [String]) {
        guard !examples.isEmpty else { return }
        heading("EXAMPLES")
        list(examples)
    }

    private mutating func list(_ lines: [String]) {
        text += ".RS 2\n.nf\n"
        for line in lines { raw(Self.escaped(line)) }
        text += ".fi\n.RE\n"
    }
}
