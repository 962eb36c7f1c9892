import ArgumentParser

/// Commands made of their words without the parser of arguments, where a line leaves no doubt: what is typed all day, and what
/// prompts run. Whatever else a line holds goes to the parser, which says what is wrong with it.
///
/// The parser finds a command's options by asking the runtime what each part of the command conforms to, and does so for two
/// commands of its own first. Each new question is a search through all conformances in the program, 12,000 of them: half of
/// what a capture costs. What it makes of such a line is known, and a test holds both against each other.
enum PlainLine {
    /// - Returns: Nil, where it takes the parser.
    static func command(_ type: any ParsableCommand.Type, _ words: [String]) -> ParsedCommand? {
        if type == Add.self { return add(words).map { .local($0) } }
        if type == Status.self { return status(words).map { .local($0) } }
        if type == Sync.self { return sync(words).map { .network($0) } }
        return nil
    }

    /// Words of the text, and options with their values as words of their own.
    private static func add(_ words: [String]) -> Add? {
        var add = Add()
        add.global = .none
        add.kind = nil
        add.text = []
        add.fields = .none
        var rest = words[...]
        while let word = rest.popFirst() {
            if word.hasPrefix("-") {
                guard let value = rest.popFirst(), !value.hasPrefix("-"), add.take(word, value) else { return nil }
            } else {
                add.text.append(TypedText(argument: word))
            }
        }
        return add
    }

    private static func status(_ words: [String]) -> Status? {
        guard words.isEmpty || words == ["--short"] else { return nil }
        var status = Status()
        status.global = .none
        status.short = !words.isEmpty
        return status
    }

    private static func sync(_ words: [String]) -> Sync? {
        guard words.isEmpty else { return nil }
        var sync = Sync()
        sync.global = .none
        sync.watch = false
        return sync
    }
}

extension Add {
    /// Takes an option.
    ///
    /// - Returns: Whether it is one, and was not given before where it is given once.
    fileprivate mutating func take(_ option: String, _ value: String) -> Bool {
        let text = TypedText(argument: value)
        switch option {
        case "--kind" where kind == nil: kind = value
        case "--customer" where fields.customer == nil: fields.customer = text
        case "--product" where fields.product == nil: fields.product = text
        case "--site" where fields.site == nil: fields.site = text
        case "--meeting" where fields.meeting == nil: fields.meeting = value
        case "--owner": fields.owner.append(text)
        case "--due" where fields.due == nil: fields.due = text
        case "--tag": fields.tag.append(text)
        case "--priority" where fields.priority == nil: fields.priority = text
        case "--details" where fields.details == nil: fields.details = text
        default: return false
        }
        return true
    }
}

extension GlobalOptions {
    /// As they are where the line gives none.
    fileprivate static var none: GlobalOptions {
        var options = GlobalOptions()
        options.home = nil
        options.json = false
        options.color = .auto
        options.quiet = false
        options.noPager = false
        return options
    }
}

extension EntryFields {
    /// As they are where the line gives none.
    fileprivate static var none: EntryFields {
        var fields = EntryFields()
        fields.customer = nil
        fields.product = nil
        fields.site = nil
        fields.meeting = nil
        fields.owner = []
        fields.due = nil
        fields.tag = []
        fields.priority = nil
        fields.details = nil
        return fields
    }
}

extension CommandTree {
    /// Whether a direct command is what the program has under this name.
    package static func isDirect(_ name: String) -> Bool {
        let known = Huddle.configuration.subcommands.first { $0._commandName == name }
        guard let direct = DirectCommand(name), let known else { return false }
        return direct.type == known && direct.writes != (known is any ReadingCommand.Type)
    }

    /// Whether a line is read without the parser.
    package static func isPlain(_ typed: [String]) throws -> Bool {
        try CommandWords(typed, root: Huddle.self).plain() != nil
    }

    /// What becomes of a line without the parser and with it, for the test that they are the same.
    package static func readings(of typed: [String]) throws -> (plain: String?, parsed: String) {
        let words = try CommandWords(typed, root: Huddle.self)
        return (words.plain().map { String(reflecting: $0.command) }, String(reflecting: try words.parsedByParser()))
    }
}
