import HuddleClient
import HuddleCore

/// Reads the words that options take.
enum Words {
    static func date(
        _ text: String, today: CivilDate, looking: DateWords.Direction = .ahead
    ) throws(UsageError) -> CivilDate {
        guard let date = DateWords.date(text, today: today, looking: looking) else { throw .badDate(text) }
        return date
    }

    /// `idea`, `Idea`, `ideas`.
    static func kind(_ text: String) throws(UsageError) -> EntryKind {
        let word = text.trimmed.lowercased()
        guard let kind = EntryKind.allCases.first(where: { $0.rawValue == word || $0.plural == word }) else {
            throw .unknownWord(text, of: .kind)
        }
        return kind
    }

    static func status(_ text: String) throws(UsageError) -> EntryStatus {
        guard let status = EntryStatus(rawValue: text.trimmed.lowercased()) else {
            throw .unknownWord(text, of: .status)
        }
        return status
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

    /// A tag, with or without the sign that people put before it.
    static func tag(_ text: String) -> String {
        let trimmed = text.trimmed
        return trimmed.hasPrefix("#") ? String(trimmed.dropFirst()) : trimmed
    }
}
