/// One change of a log as it took effect: the record as everyone had it before, and as they have it now.
///
/// A change that lost to another one has no effect, and so nothing happened.
package struct Moment {
    /// Nil for a record's first change.
    private let before: Projection?
    private let after: Projection
    /// Looks another record up, nil where it has not arrived.
    private let find: (RecordID) -> Projection?

    package init(before: Projection?, after: Projection, find: @escaping (RecordID) -> Projection?) {
        self.before = before
        self.after = after
        self.find = find
    }

    /// Whether a change with these writes may make something happen: most do not, and are not looked at twice.
    package static func mayMatter(_ change: Change) -> Bool {
        let mayMatter = change.writes.contains { write in
            write.cell == FieldName.kind || write.cell == FieldName.status || write.cell == FieldName.ended
                || write.cell == FieldName.parent || write.cell.isElement(of: FieldName.owners)
                || write.cell.isElement(of: FieldName.links)
        }
        return mayMatter && change.type != .person
    }

    /// In the order of their kinds.
    package var happenings: [Happening] {
        guard after.presence.isInSight else { return [] }
        return Happening.Kind.allCases.flatMap { happenings($0) }
    }

    private func happenings(_ kind: Happening.Kind) -> [Happening] {
        switch kind {
        case .actionAssigned: assignments
        case .promiseMade: becameEntry(of: .promise) ? [Happening(kind, after.id)] : []
        case .promiseAnswered: answers
        case .decisionMade: becameEntry(of: .decision) ? [Happening(kind, after.id)] : []
        case .meetingClosed: isClosing ? [Happening(kind, after.id)] : []
        }
    }

    private var assignments: [Happening] {
        guard let entry = asEntry(after), entry.kind == .known(.action), entry.isOpen else {
            return []
        }
        let former = asEntry(before).flatMap { $0.kind == .known(.action) ? $0.owners : nil } ?? []
        let people = entry.owners.filter { !former.contains($0) }
        return people.isEmpty ? [] : [Happening(.actionAssigned, after.id, people: people)]
    }

    /// Whether this is an entry of the kind now and was none before. One that is given up at once is none.
    private func becameEntry(of kind: EntryKind) -> Bool {
        guard let entry = asEntry(after), entry.kind == .known(kind), entry.status != .known(.dropped) else {
            return false
        }
        return asEntry(before)?.kind != .known(kind)
    }

    private var isClosing: Bool {
        guard after.type == .meeting, Meeting(after).ended != nil else { return false }
        return before.map { Meeting($0).ended == nil } ?? true
    }

    /// What the agenda takes for an answer: a comment by somebody else, a link from another entry, or an end of it.
    private var answers: [Happening] {
        switch after.type {
        case .comment:
            guard before == nil, let parent = after.reference(FieldName.parent), let promise = promise(parent),
                promise.author != after.author
            else { return [] }
            return [Happening(.promiseAnswered, parent, answer: after.id)]
        case .entry: return linkedPromises + (isPromiseEnding ? [Happening(.promiseAnswered, after.id)] : [])
        case .meeting, .person, .unknown: return []
        }
    }

    private var linkedPromises: [Happening] {
        guard let entry = asEntry(after), entry.status != .known(.dropped) else { return [] }
        let former = asEntry(before)?.links ?? []
        var targets: [RecordID] = []
        for link in entry.links where !former.contains(link) && Self.isAnswer(link.verb) {
            if !targets.contains(link.target), promise(link.target) != nil { targets.append(link.target) }
        }
        return targets.map { Happening(.promiseAnswered, $0, answer: after.id) }
    }

    private var isPromiseEnding: Bool {
        guard let entry = asEntry(after), entry.kind == .known(.promise), !entry.isOpen,
            let former = asEntry(before)
        else { return false }
        return former.kind == .known(.promise) && former.isOpen
    }

    private func promise(_ id: RecordID) -> Projection? {
        guard let found = find(id), found.presence != .deleted, asEntry(found)?.kind == .known(.promise) else {
            return nil
        }
        return found
    }

    private func asEntry(_ projection: Projection?) -> Entry? {
        guard let projection, projection.type == .entry else { return nil }
        return Entry(projection)
    }

    private static func isAnswer(_ verb: OpenWord<LinkVerb>) -> Bool {
        switch verb {
        case .known(.answers), .known(.addresses), .known(.follows): true
        case .known(.duplicates), .other: false
        }
    }
}

extension Projection {
    fileprivate func reference(_ name: CellName) -> RecordID? {
        fields.first { $0.name == name }?.value.reference
    }
}
