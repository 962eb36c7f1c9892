package import HuddleCore
package import HuddleStore

/// What a meeting should talk about.
package struct Agenda: Sendable {
    package enum Topic: String, CaseIterable, Hashable, Sendable {
        /// Open promises that nothing answers and nobody spoke about.
        case promises
        case conflicts
        /// Open actions past their day.
        case overdue
        /// Open frustrations and challenges that nothing addresses.
        case frustrations
        /// Open ideas, the most wanted first.
        case ideas
    }

    package struct Section: Sendable {
        package let topic: Topic
        package let entries: [ListedEntry]
        package let hasMore: Bool
    }

    /// The meeting that comes next, where one is known.
    package let next: StoredProjection?
    /// Those that hold something.
    package let sections: [Section]
}

extension HuddleLog {
    /// - Parameters:
    ///   - customer: Only what is about this customer.
    ///   - limit: At most so many of each; nil for all.
    package func agenda(today: CivilDate, customer: String?, limit: Int?) throws -> Agenda {
        let sections = try Agenda.Topic.allCases.map { topic in
            let entries = try entries(for: topic, today: today, customer: customer, limit: limit.map { $0 + 1 })
            guard let limit else { return Agenda.Section(topic: topic, entries: entries, hasMore: false) }
            return Agenda.Section(
                topic: topic, entries: Array(entries.prefix(limit)), hasMore: entries.count > limit)
        }
        // The latest come first, so the last one that is not over is the next.
        let ahead = try meetings(limit: nil).prefix { Meeting($0.projection).day.map { $0 >= today } ?? false }
        return Agenda(next: ahead.last, sections: sections.filter { !$0.entries.isEmpty })
    }

    private func entries(
        for topic: Agenda.Topic, today: CivilDate, customer: String?, limit: Int?
    ) throws -> [ListedEntry] {
        var filter = EntryFilter()
        filter.statuses = [.known(.open)]
        filter.customer = customer
        filter.order = .dueThenAge
        filter.limit = limit
        switch topic {
        case .promises:
            filter.kinds = [.known(.promise)]
            filter.unlinkedBy = [.answers, .addresses, .follows]
            filter.isUncommented = true
        case .overdue:
            filter.kinds = [.known(.action)]
            filter.dueBefore = today
        case .frustrations:
            filter.kinds = [.known(.frustration), .known(.challenge)]
            filter.unlinkedBy = [.addresses, .answers]
        case .ideas: return try votedIdeas(filter, limit: limit)
        case .conflicts: return try conflicting(about: customer, limit: limit)
        }
        return try entries(matching: filter)
    }

    private func votedIdeas(_ filter: EntryFilter, limit: Int?) throws -> [ListedEntry] {
        var filter = filter
        filter.kinds = [.known(.idea)]
        filter.isVoted = true
        filter.limit = nil
        let voted = try entries(matching: filter).filter { !$0.entry.votes.isEmpty }
        let ordered = voted.sorted { one, other in
            (one.entry.votes.count, other.entry.id) > (other.entry.votes.count, one.entry.id)
        }
        return limit.map { Array(ordered.prefix($0)) } ?? ordered
    }

    private func conflicting(about customer: String?, limit: Int?) throws -> [ListedEntry] {
        let wanted = customer.map { Names.folded($0) }
        var found: [ListedEntry] = []
        for stored in try store.read({ try $0.conflicted() }) where stored.projection.type == .entry {
            guard found.count < limit ?? .max else { break }
            guard let listed = try entry(stored.projection.id) else { continue }
            if wanted == nil || listed.entry.customer.map({ Names.folded($0) }) == wanted { found.append(listed) }
        }
        return found
    }
}
