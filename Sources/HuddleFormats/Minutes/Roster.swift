import HuddleCore

/// The people of a meeting, found by what others call them.
struct Roster: Hashable, Sendable {
    enum Match: Hashable, Sendable {
        case one(String)
        /// Several people answer to it: it is a person's name, and stays as written.
        case several
        case none
    }

    /// From the surest to the least sure way to name someone.
    private enum Tier: CaseIterable { case full, handle, givenInitials, firstName, shortened, lastName, initials }

    let names: [String]
    private let tiers: [Tier: [String: Set<Int>]]

    init(_ people: [Attendee]) {
        names = people.map(\.name)
        var tiers: [Tier: [String: Set<Int>]] = [:]
        for (index, person) in people.enumerated() {
            func put(_ key: String, _ tier: Tier) { tiers[tier, default: [:]][key, default: []].insert(index) }
            let parts = person.name.split(separator: " ").map { $0.lowercased() }
            put(Names.folded(person.name), .full)
            if let handle = person.handle { put(handle.lowercased(), .handle) }
            if let initials = person.initials { put(initials, .givenInitials) }
            guard let first = parts.first else { continue }
            put(first, .firstName)
            guard parts.count > 1, let last = parts.last, let firstLetter = first.first, let lastLetter = last.first
            else { continue }
            put(first + " " + last, .full)
            put(first + " " + String(lastLetter), .shortened)
            put(String(firstLetter) + last, .shortened)
            put(String(firstLetter) + " " + last, .shortened)
            put(last, .lastName)
            put(String(parts.compactMap(\.first)).uppercased(), .initials)
            put(String([firstLetter, lastLetter]).uppercased(), .initials)
        }
        self.tiers = tiers
    }

    /// Who is meant by `words`, which start with a capital letter or an `@`.
    func match(_ words: String) -> Match {
        guard let first = words.first, first.isUppercase || first == "@" else { return .none }
        let isHandle = first == "@"
        let folded = Names.folded(isHandle ? String(words.dropFirst()) : words)
        let isInitials = (2...4).contains(words.count) && words.allSatisfy(\.isUppercase)
        for tier in Tier.allCases {
            let key: String
            switch tier {
            case .handle: key = folded
            case .full, .firstName, .shortened, .lastName: key = isHandle ? "" : folded
            case .givenInitials, .initials: key = isInitials ? words : ""
            }
            guard let found = tiers[tier]?[key] else { continue }
            return found.count == 1 ? .one(names[found[found.startIndex]]) : .several
        }
        return .none
    }
}
