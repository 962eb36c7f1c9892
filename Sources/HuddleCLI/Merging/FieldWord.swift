import HuddleClient
import HuddleCore
import HuddleStore

/// Reads the name of a field from the command line.
enum FieldWord {
    /// Those that an entry has as its own text.
    static let all = [
        "text", "details", "kind", "status", "due", "priority", "customer", "product", "site", "meeting",
    ]

    /// - Throws: `UsageError.unknownField`, where the record never had such a field.
    static func name(_ typed: String, of id: RecordID, in log: HuddleLog) throws -> CellName {
        let known = try log.history(of: id)
        let word = typed.trimmed
        let found = known.first { $0.name.text == word || $0.words.lowercased() == word.lowercased() }
        guard let name = (found ?? known.first { $0.name.text == word.lowercased() })?.name else {
            let plain = word.lowercased()
            if all.contains(plain) { throw UsageError.unchangedField(plain, known: known.map(\.words)) }
            throw UsageError.unknownField(typed, known: known.map(\.words))
        }
        return name
    }

    /// What was typed as the field wants it: dates, kinds and statuses in their own form.
    static func checked(_ typed: String, for field: CellName, _ environment: CommandEnvironment) throws -> String {
        var draft = Draft()
        switch field {
        case FieldName.kind: return try Words.kind(typed).rawValue
        case FieldName.status: return try Words.status(typed).rawValue
        case FieldName.due where !typed.trimmed.isEmpty, FieldName.day where !typed.trimmed.isEmpty:
            return try Words.date(typed, today: environment.today).text
        case FieldName.text, FieldName.title, FieldName.name: try draft.setMain(field, typed)
        default: try draft.set(field, typed.trimmed)
        }
        return draft.writes.first?.value.text ?? ""
    }
}
