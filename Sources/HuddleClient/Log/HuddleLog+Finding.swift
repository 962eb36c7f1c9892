package import HuddleCore
package import HuddleStore

/// Why an id names no record.
package enum LookupError: Error, Hashable, Sendable {
    /// Not an id at all, or of no record here; with the one that was probably meant.
    case unknown(String, nearest: Candidate?)
    case ambiguous(String, candidates: [Candidate])
    /// A record of another type than is wanted.
    case wrongType(String, found: RecordType, wanted: RecordType)

    package struct Candidate: Hashable, Sendable {
        package let shortID: String
        package let title: String

        /// Long titles are cut: enough to recognise it by.
        private static let lettersShown = 60

        package init(_ stored: StoredProjection) {
            shortID = stored.shortID
            let title = HuddleLog.title(of: stored)
            self.title = title.count > Self.lettersShown ? title.prefix(Self.lettersShown - 1) + "…" : title
        }
    }
}

extension LookupError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let text, let nearest):
            "There is nothing here with the id \"\(text.visible)\"."
                + (nearest.map { " Did you mean \($0.shortID), \"\($0.title.visible)\"?" } ?? "")
                + " Nothing was changed: `huddle list` shows the ids."
        case .ambiguous(let text, let candidates):
            "\"\(text.visible)\" could be any of these. Nothing was changed: give more letters.\n"
                + candidates.map { "  \($0.shortID)  \($0.title.visible)" }.joined(separator: "\n")
        case .wrongType(let text, let found, let wanted):
            "\"\(text.visible)\" is of type \(found.name.visible), and this needs the type \(wanted.name.visible). "
                + "Nothing was changed."
        }
    }
}

extension HuddleLog {
    /// The record that a short or full id names.
    ///
    /// - Throws: `LookupError`.
    package func find(_ text: String, type: RecordType? = nil) throws -> StoredProjection {
        let found = try store.read { reader in
            if let id = RecordID(text), let stored = try reader.projection(of: id) { return [stored] }
            guard text.utf8.count >= ShortID.fewestLetters, let range = ShortID.range(of: text) else { return [] }
            return try reader.candidates(for: range, limit: Self.candidatesShown)
        }
        let wanted = found.filter { type == nil || $0.projection.type == type }
        if let only = wanted.first, wanted.count == 1 { return only }
        guard !found.isEmpty else { throw LookupError.unknown(text, nearest: try nearest(to: text, type: type)) }
        if wanted.isEmpty, let type {
            throw LookupError.wrongType(text, found: found[0].projection.type, wanted: type)
        }
        throw LookupError.ambiguous(
            text, candidates: wanted.map { LookupError.Candidate($0) })
    }

    /// The entries that `filter` wants, one at a time, with the names that their references stand for.
    package func eachEntry(matching filter: EntryFilter, _ body: (ListedEntry) throws -> Void) throws {
        try store.read { reader in
            var lister = try EntryLister(reader)
            try reader.eachEntry(matching: filter) { try body(try lister.listed($0)) }
        }
    }

    package func entries(matching filter: EntryFilter) throws -> [ListedEntry] {
        var entries: [ListedEntry] = []
        try eachEntry(matching: filter) { entries.append($0) }
        return entries
    }

    /// The entries that `filter` wants in the order of the keys that `keys` gives them, once for each key.
    ///
    /// Only the keys are held in memory: the entries are read again one by one, in the same state of the log.
    package func eachEntry<Key: Comparable>(
        matching filter: EntryFilter, orderedBy keys: (Entry) -> [Key], _ body: (ListedEntry, Key) throws -> Void
    ) throws {
        try store.read { reader in
            var order: [(key: Key, id: RecordID)] = []
            try reader.eachEntry(matching: filter) { stored in
                for key in keys(Entry(stored.projection)) { order.append((key, stored.projection.id)) }
            }
            order.sort { $0.key < $1.key }
            var lister = try EntryLister(reader)
            for (key, id) in order {
                guard let stored = try reader.projection(of: id) else { continue }
                try body(try lister.listed(stored), key)
            }
        }
    }

    /// A record of any type as the store shows it: one look-up, no names.
    package func stored(_ id: RecordID) throws -> StoredProjection? {
        try store.read { try $0.projection(of: id) }
    }

    /// The merged state of a record, with what its cells did not choose.
    package func record(_ id: RecordID) throws -> Record? {
        try store.read { try $0.records([id])[id] }
    }

    /// Those of `ids` that are here, even deleted ones.
    package func known(_ ids: [RecordID]) throws -> Set<RecordID> {
        try store.read { Set(try $0.records(ids).keys) }
    }

    /// What was refused, with the reasons.
    package func quarantine() throws -> [QuarantinedChange] {
        try store.read { try $0.quarantine() }
    }

    package func entry(_ id: RecordID) throws -> ListedEntry? {
        try store.read { reader in
            var lister = try EntryLister(reader)
            return try reader.projection(of: id).map { try lister.listed($0) }
        }
    }

    /// Meetings in sight, the latest first.
    package func meetings(limit: Int?) throws -> [StoredProjection] {
        try store.read { try $0.projections(of: .meeting, limit: limit) }
    }

    /// What a person would call this record.
    package static func title(of stored: StoredProjection) -> String {
        switch stored.projection.type {
        case .entry: Entry(stored.projection).text
        case .meeting: Meeting(stored.projection).title
        case .comment: Comment(stored.projection).text
        case .person: Person(stored.projection).name
        case .unknown(let name): "(\(name))"
        }
    }

    private static let candidatesShown = 10
}

/// Looks up, once each, the people and meetings that entries refer to.
private struct EntryLister {
    private let reader: any SpaceReader
    private let authors: Authors
    private var meetings: [RecordID: Meeting?] = [:]

    init(_ reader: any SpaceReader) throws {
        self.reader = reader
        authors = Authors(try reader.projections(of: .person, limit: nil).map { Person($0.projection) })
    }

    mutating func listed(_ stored: StoredProjection) throws -> ListedEntry {
        let entry = Entry(stored.projection)
        return ListedEntry(
            entry: entry, shortID: stored.shortID, askedBy: authors.name(of: stored.projection.author),
            meeting: try entry.meeting.flatMap { try meeting($0) }, settled: stored.settled)
    }

    private mutating func meeting(_ id: RecordID) throws -> Meeting? {
        if let known = meetings[id] { return known }
        let found = try reader.projection(of: id)
        let meeting = found.flatMap { $0.projection.type == .meeting ? Meeting($0.projection) : nil }
        meetings[id] = meeting
        return meeting
    }
}
