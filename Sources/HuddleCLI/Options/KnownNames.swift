import HuddleClient
import HuddleCore

/// The people of a log, found by what others call them.
struct KnownNames: Hashable {
    private let names: [String]
    private let me: String?

    init(names: [String], me: String?) {
        self.names = names
        self.me = me
    }

    init(_ log: HuddleLog) throws {
        self.init(names: try log.people().map(\.name), me: try log.me()?.name)
    }

    /// The full name of whoever is meant: `me`, a full name, or a first name that only one person has. Anything else is taken
    /// as it was typed.
    func full(_ typed: String) -> String {
        let trimmed = typed.trimmed
        if let me, trimmed == "me" || trimmed == "@me" { return me }
        let name = trimmed.hasPrefix("@") ? String(trimmed.dropFirst()) : trimmed
        let folded = Names.folded(name)
        if let exact = names.first(where: { Names.folded($0) == folded }) { return exact }
        let first = names.filter { Names.folded($0).split(separator: " ").first.map(String.init) == folded }
        return first.count == 1 ? first[0] : name
    }
}
