import HuddleCore

/// Checks names before anything is made of them.
enum DisplayName {
    static func checked(_ text: String, of what: String) throws(CommandError) -> String {
        let name = text.trimmed
        guard !name.isEmpty else { throw .badName(what: what, reason: "it is empty") }
        guard name.utf8.count <= Limits.nameBytes else {
            throw .badName(what: what, reason: "it has \(name.utf8.count) bytes, the limit is \(Limits.nameBytes)")
        }
        guard !name.unicodeScalars.contains(where: \.isObeyedByTerminals) else {
            throw .badName(what: what, reason: "it holds control characters (\(name.visible))")
        }
        return name
    }
}
