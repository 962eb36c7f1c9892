/// The word of a marker: `Action`, `ACTION_ITEM`, `AI`, `TODO` and their plurals.
struct ActionWord: Hashable, Sendable {
    let isPlural: Bool
    /// In capitals, or of two words: it needs no colon to be told from prose.
    let isLoud: Bool
    /// Of two words, so that it is no verb or noun of a sentence.
    let isWhole: Bool

    /// Takes the word off the front of `text`; nil, and `text` untouched, where there is none.
    init?(takenFrom text: inout Substring) {
        guard let first = text.first, "AaTt".contains(first) else { return nil }
        for spelling in Self.spellings where text.prefix(spelling.count).lowercased() == spelling {
            let after = text.dropFirst(spelling.count)
            if let next = after.first, next.isLetter || next.isNumber || next == "_" && after.dropFirst().first != "_" {
                continue
            }
            let written = text.prefix(spelling.count)
            let isAbbreviated = spelling.hasPrefix("ai")
            if isAbbreviated, !written.hasPrefix("AI") { continue }
            isPlural = spelling.hasSuffix("s")
            isWhole = spelling.contains("item") || spelling.contains("point") || spelling.hasPrefix("todo")
            isLoud = isWhole || written.filter(\.isLetter).allSatisfy(\.isUppercase)
            text = after
            return
        }
        return nil
    }

    /// The longest first.
    private static let spellings = [
        "action points", "action_items", "action-items", "action items", "action point", "action_item", "action-item",
        "action item", "actions", "action", "to-dos", "to-do", "to do", "todos", "todo", "ais", "ai",
    ]
}
