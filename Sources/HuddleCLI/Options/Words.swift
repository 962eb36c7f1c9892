import HuddleClient
import HuddleCore

/// Reads the words that options take.
enum Words {
    static func date(
        _ text: String, today: CivilDate, looking: DateWords.Direction = .ahead
    ) throws(UsageError) -> CivilDate {
        try UsageError.reading { () throws(WordError) in try CivilDate(word: text, today: today, looking: looking) }
    }

    /// `idea`, `Idea`, `ideas`.
    static func kind(_ text: String) throws(UsageError) -> EntryKind {
        try UsageError.reading { () throws(WordError) in try EntryKind(word: text) }
    }

    static func status(_ text: String) throws(UsageError) -> EntryStatus {
        try UsageError.reading { () throws(WordError) in try EntryStatus(word: text) }
    }

    static func linkVerb(_ text: String) throws(UsageError) -> LinkVerb {
        guard let verb = LinkVerb(rawValue: text.trimmed.lowercased()) else { throw .unknownWord(text, of: .link) }
        return verb
    }

    /// Which of a field's values is to be kept.
    static func resolution(_ text: String) throws(UsageError) -> Resolution {
        switch text.trimmed.lowercased() {
        case "mine": return .mine
        case "theirs": return .theirs
        case "latest": return .latest
        case let word:
            guard let number = Int(word), number > 0 else { throw .unknownWord(text, of: .choice) }
            return .number(number)
        }
    }
}
