import HuddleCore

/// A command line as far as it is typed, split the way a shell splits it. Nothing in it is run or replaced.
///
/// Source: POSIX.1-2024, Shell Command Language, 2.2 Quoting.
struct ShellLine: Hashable {
    enum Quote: Hashable {
        case unquoted
        case single
        case double
    }

    /// The whole words before the cursor, without their quotes.
    private(set) var words: [String] = []
    /// The word at the cursor, up to there and without its quotes.
    private(set) var current = ""
    /// What the cursor stands in.
    private(set) var quote = Quote.unquoted
    /// How much of `current` stands before the part that bash replaces: it ends at the last of its breaks, or where a quotation
    /// was opened.
    private(set) var kept = ""

    /// - Parameter breaks: The signs at which bash begins a new word for completion, `$COMP_WORDBREAKS`.
    init(_ line: String, breaks: String) {
        var isEscaped = false
        var isWord = false
        for character in line {
            if isEscaped {
                isEscaped = false
                // In double quotes, a backslash stands for itself before most signs.
                if quote == .double, !"\"\\$`".contains(character) { current.append("\\") }
                current.append(character)
                continue
            }
            switch (quote, character) {
            case (.unquoted, "\\"), (.double, "\\"):
                isEscaped = true
                isWord = true
            case (.unquoted, "'"), (.unquoted, "\""):
                quote = character == "'" ? .single : .double
                isWord = true
                kept = current
            case (.single, "'"), (.double, "\""): quote = .unquoted
            case (.unquoted, _) where character.isWhitespace:
                if isWord { words.append(current) }
                isWord = false
                current = ""
                kept = ""
            default:
                isWord = true
                current.append(character)
                if quote == .unquoted, breaks.contains(character) { kept = current }
            }
        }
    }

    /// What bash is to put in for a value, from the part that it replaces on. Nil, where the value does not begin as typed.
    func replacement(_ value: String) -> String? {
        guard value.lowercased().hasPrefix(kept.lowercased()) else { return nil }
        let rest = String(value.dropFirst(kept.count))
        switch quote {
        case .unquoted: return Self.escaped(rest)
        case .single: return rest.replacing("'", with: #"'\''"#)
        case .double: return Self.quoted(rest)
        }
    }

    /// For no quotes around it.
    static func escaped(_ value: String) -> String {
        value.reduce(into: "") { result, character in
            let isPlain = character.isLetter || character.isNumber || "-_./:=@%+,".contains(character)
            result += isPlain ? String(character) : "\\" + String(character)
        }
    }

    /// For between double quotes. An exclamation mark is only safe outside of them.
    static func quoted(_ value: String) -> String {
        value.reduce(into: "") { result, character in
            switch character {
            case "!": result += #""\!""#
            case "\"", "\\", "$", "`": result += "\\" + String(character)
            default: result.append(character)
            }
        }
    }
}
