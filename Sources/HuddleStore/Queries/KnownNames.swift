import HuddleCore

/// The people of a log, found by what others call them.
package struct KnownNames: Hashable {
    /// Whom a typed name stands for.
    package enum Meaning: Hashable {
        case person(String)
        /// A first name that several people have.
        case several(String, [String])
        /// Nobody here, and who might have been meant.
        case unknown(String, nearest: String?)
    }

    private let people: [String]
    /// Who takes care of something and is not among the people.
    private let owners: [String]
    private let me: String?

    package init(names: [String], owners: [String] = [], me: String?) {
        people = names
        self.owners = owners
        self.me = me
    }

    /// Everyone who is known to take part, and whoever takes care of something.
    ///
    /// - Parameter me: Who says `me`.
    package init(_ reader: any EntryReader, me: String?) throws {
        let people = try reader.people().map(\.name)
        var known = Set(people.map { Names.folded($0) })
        let owners = try reader.names(in: .owner).map(\.name).filter { known.insert(Names.folded($0)).inserted }
        self.init(names: people, owners: owners, me: me)
    }

    /// The full name of whoever is meant: `me`, a full name, or a first or last name that only one person has. Anything else is
    /// taken as it was typed.
    package func full(_ typed: String) -> String {
        let (name, found) = found(typed)
        return if case .person(let known)? = found { known } else { name }
    }

    /// As `full`; a full name may also be written as one word, `maria.silva` or `maria_silva`.
    package func meaning(of typed: String) -> Meaning {
        let (name, found) = found(typed)
        return found ?? .unknown(name, nearest: nearest(to: Names.folded(name)))
    }

    /// The name without the mark of an owner, and who is meant; nil where that is nobody here.
    private func found(_ typed: String) -> (name: String, meaning: Meaning?) {
        let trimmed = typed.trimmed
        if let me, trimmed == "me" || trimmed == "@me" { return (trimmed, .person(me)) }
        let name = trimmed.hasPrefix("@") ? String(trimmed.dropFirst()) : trimmed
        let folded = Names.folded(name)
        // People first: a first name that somebody was once written down by must not stand in the way of the person.
        return (
            name,
            Self.meaning(of: folded, typed: name, among: people) ?? Self.meaning(of: folded, typed: name, among: owners)
        )
    }

    private static func meaning(of folded: String, typed: String, among names: [String]) -> Meaning? {
        if let exact = names.first(where: { Names.folded($0) == folded }) { return .person(exact) }
        let byFirst: (String) -> Bool = { words($0).first == folded }
        let byLater: (String) -> Bool = { words($0).dropFirst().contains(folded) }
        for isCalled in [byFirst, byLater] {
            let found = names.filter(isCalled)
            if found.count > 1 { return .several(typed, found) }
            if let only = found.first { return .person(only) }
        }
        guard folded.contains(where: { $0 == "." || $0 == "_" }) else { return nil }
        let spaced = folded.split { $0 == "." || $0 == "_" }.joined(separator: " ")
        return names.first { Names.folded($0) == spaced }.map { .person($0) }
    }

    private func nearest(to folded: String) -> String? {
        let names = people + owners
        let calls = names.flatMap { [Names.folded($0)] + Self.words($0).prefix(1) }
        guard let nearest = NearestWord.to(folded, in: calls) else { return nil }
        return names.first { Names.folded($0) == nearest || Self.words($0).first == nearest }
    }

    private static func words(_ name: String) -> [String] {
        Names.folded(name).split(separator: " ").map(String.init)
    }
}
