/// What a list that is handed out is of.
package enum ListSubject: String, CaseIterable, Hashable, Sendable {
    case actions
    case entries
    case promises
    /// The minutes of one meeting or visit.
    case meeting

    /// Those that a feed can be of: minutes of one meeting change no more.
    package static let ofFeeds = allCases.filter { $0 != .meeting }

    package init(feed word: String) throws(WordError) {
        let typed = word.trimmed.lowercased()
        guard let subject = Self.ofFeeds.first(where: { $0.rawValue == typed }) else {
            throw .unknown(word, what: "list", known: Self.ofFeeds.map { $0.rawValue })
        }
        self = subject
    }

    /// The kinds of entries in it unless others are asked for; all of them where there are none.
    package var kinds: [EntryKind] {
        switch self {
        case .actions: [.action]
        case .promises: [.promise]
        case .entries, .meeting: []
        }
    }

    /// Whether other kinds can be asked for.
    package var takesKinds: Bool { self != .promises }

    /// Whether it has open entries alone unless something else is asked for.
    package var isOfOpenOnes: Bool {
        switch self {
        case .actions, .promises: true
        case .entries, .meeting: false
        }
    }
}
