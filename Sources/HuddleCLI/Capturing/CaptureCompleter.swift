import HuddleClient
import HuddleCore

/// Completes what somebody types in capture mode: people, tags, customers and the like, from what is in the log.
final class CaptureCompleter {
    /// More than a screen shows at once help nobody.
    private static let choicesShown = 30

    private let log: HuddleLog
    /// Read when they are first wanted, so that the prompt is there at once.
    private var known: KnownWords?

    init(_ log: HuddleLog) {
        self.log = log
    }

    /// A new entry's words can be completed from now on.
    func learn(_ entry: Entry) {
        known?.add(entry)
    }

    func completion(of before: String) -> Completion {
        if known == nil { known = try? KnownWords(log) }
        guard let known else { return .none }
        return Self.completion(of: before, from: known)
    }

    static func completion(of before: String, from known: KnownWords) -> Completion {
        guard let place = CompletionPlace(before) else { return .none }
        let choices = place.choices(from: known)
        let start = Names.folded(place.typed)
        let fitting = choices.filter { choice in
            Names.folded(choice).hasPrefix(start)
                || place.isPerson && Names.folded(choice).split(separator: " ").contains { $0.hasPrefix(start) }
        }
        guard let first = fitting.first else { return .none }
        if fitting.count == 1 { return Completion(erase: place.length, insert: place.whole(first)) }
        let common = fitting.dropFirst().reduce(first) { commonStart($0, $1) }
        if common.count > place.typed.count, Names.folded(common).hasPrefix(start) {
            return Completion(erase: place.length, insert: place.begun(common))
        }
        let shown = fitting.prefix(choicesShown).map(\.visible)
        return Completion(list: shown + (fitting.count > choicesShown ? ["…"] : []))
    }

    private static func commonStart(_ left: String, _ right: String) -> String {
        String(zip(left, right).prefix { $0.lowercased() == $1.lowercased() }.map(\.0))
    }
}

/// What stands before the cursor, as far as it can be completed.
struct CompletionPlace {
    private enum Sign: Hashable {
        case owner
        case tag
        case field(CaptureLine.Key)
        /// The name of a command with a slash.
        case command
        /// What stands behind one.
        case words(SlashCommand.Name)
    }

    private let sign: Sign
    /// What was typed of the name so far.
    let typed: String
    /// Code points from the sign, or for words of a command from their first letter, up to the cursor.
    let length: Int

    init?(_ before: String) {
        if before.hasPrefix("/") {
            guard let space = before.firstIndex(of: " ") else {
                sign = .command
                typed = String(before.dropFirst())
                length = before.unicodeScalars.count
                return
            }
            let word = before[before.index(after: before.startIndex)..<space]
            guard let name = SlashCommand.Name(rawValue: String(word)) else { return nil }
            sign = .words(name)
            typed = String(before[before.index(after: space)...])
            length = typed.unicodeScalars.count
            return
        }
        let starts = before.indices.filter { Self.mayStart(before, $0) }
        for start in starts.reversed() {
            guard let (sign, value) = Self.sign(of: before[start...]) else { continue }
            let isQuoted = value.hasPrefix("\"")
            let typed = isQuoted ? value.dropFirst() : value
            guard !typed.contains("\""), isQuoted || !typed.contains(where: \.isWhitespace) else { continue }
            self.sign = sign
            self.typed = String(typed)
            length = before[start...].unicodeScalars.count
            return
        }
        return nil
    }

    /// A word of a command line that begins with a sign: all of it is the name, spaces too, for the shell's quotes hold it together.
    init?(word: String) {
        guard let (sign, value) = Self.sign(of: word[...]), !value.contains("\"") else { return nil }
        self.sign = sign
        typed = String(value)
        length = word.unicodeScalars.count
    }

    var isPerson: Bool { sign == .owner || sign == .words(.owner) }

    func choices(from known: KnownWords) -> [String] {
        switch sign {
        case .owner, .words(.owner): known.people + ["me"]
        case .tag, .words(.tag): known.tags
        case .field(.customer), .field(.to), .words(.customer): known.customers
        case .field(.product): known.products
        case .field(.site): known.sites
        case .field(.meeting): known.meetings
        case .field(.due), .words(.due): ["today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        case .field(.priority): ["high", "medium", "low"]
        case .command: SlashCommand.Name.allCases.map(\.rawValue)
        case .words(.kind): EntryKind.allCases.map(\.rawValue)
        case .words: []
        }
    }

    /// What the line says with this choice.
    func whole(_ choice: String) -> String {
        switch sign {
        case .owner: "@" + CaptureLine.name(choice, sign: "@") + " "
        case .tag: "#" + CaptureLine.name(choice, sign: "#") + " "
        case .field(let key): CaptureLine.field(key, choice) + " "
        case .command: "/" + choice + " "
        case .words: choice
        }
    }

    /// What a word of a command line says with it: the shell's own quotes hold it together.
    func bare(_ choice: String) -> String {
        switch sign {
        case .owner: "@" + choice
        case .tag: "#" + choice
        case .field(let key): key.rawValue + ":" + choice
        case .command, .words: choice
        }
    }

    /// What it says with the letters that several choices share.
    func begun(_ start: String) -> String {
        let value = start.contains(where: \.isWhitespace) ? "\"" + start : start
        switch sign {
        case .owner: return "@" + value
        case .tag: return "#" + value
        case .field(let key): return key.rawValue + ":" + value
        case .command: return "/" + start
        case .words: return start
        }
    }

    private static func mayStart(_ text: String, _ index: String.Index) -> Bool {
        guard index > text.startIndex else { return true }
        let before = text[text.index(before: index)]
        return before.isWhitespace || before == "(" || before == ","
    }

    private static func sign(of text: Substring) -> (Sign, Substring)? {
        if text.hasPrefix("@") { return (.owner, text.dropFirst()) }
        if text.hasPrefix("#") { return (.tag, text.dropFirst()) }
        for key in CaptureLine.Key.allCases where text.lowercased().hasPrefix(key.rawValue + ":") {
            return (.field(key), text.dropFirst(key.rawValue.count + 1))
        }
        return nil
    }
}
