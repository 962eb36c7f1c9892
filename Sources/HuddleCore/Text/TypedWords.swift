/// Words of lists that this version knows, as people type them: in any case, with spaces around.
extension EntryKind {
    /// `idea`, `Idea`, `ideas`.
    package init(word: String) throws(WordError) {
        let typed = word.trimmed.lowercased()
        guard let kind = Self.allCases.first(where: { $0.rawValue == typed || $0.plural == typed }) else {
            throw .unknown(word, what: "kind", known: Self.allCases.map { $0.rawValue })
        }
        self = kind
    }
}

extension EntryStatus {
    package init(word: String) throws(WordError) {
        guard let status = Self(rawValue: word.trimmed.lowercased()) else {
            throw .unknown(word, what: "status", known: Self.allCases.map { $0.rawValue })
        }
        self = status
    }
}

extension CivilDate {
    /// `fri`, `+3d`, `2026-12-01`.
    package init(word: String, today: CivilDate, looking: DateWords.Direction = .ahead) throws(WordError) {
        guard let date = DateWords.date(word, today: today, looking: looking) else { throw .badDate(word) }
        self = date
    }
}

/// A tag, with or without the sign that people put before it.
package enum TagWord {
    package static func tag(_ text: String) -> String {
        let trimmed = text.trimmed
        return trimmed.hasPrefix("#") ? String(trimmed.dropFirst()) : trimmed
    }
}
