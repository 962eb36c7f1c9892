package import HuddleCore
package import HuddleStore

/// Why an id names no record.
package enum LookupError: Error, Hashable, Sendable {
    /// Not an id at all, or of no record here.
    case unknown(String)
    case ambiguous(String, candidates: [Candidate])
    /// A record of another type than is wanted.
    case wrongType(String, found: RecordType, wanted: RecordType)

    package struct Candidate: Hashable, Sendable {
        package let shortID: String
        package let title: String
    }
}

extension LookupError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let text):
            "There is nothing here with the id \"\(text.visible)\". Nothing was changed: `huddle list` shows the ids."
        case .ambiguous(let text, let candidates):
            "\"\(text.visible)\" could be any of these. Nothing was changed: give more letters.\n"
                + candidates.map { "  \($0.shortID)  \($0.title.visible)" }.joined(separator: "\n")
        case .wrongType(let text, let found, let wanted):
            "\"\(text.visible)\" is a \(found.name.visible), and this needs a \(wanted.name.visible). Nothing was changed."
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
        guard !found.isEmpty else { throw LookupError.unknown(text) }
        if wanted.isEmpty, let type {
            throw LookupError.wrongType(text, found: found[0].projection.type, wanted: type)
        }
        throw LookupError.ambiguous(
            text, candidates: wanted.map { LookupError.Candidate(shortID: $0.shortID, title: Self.title(of: $0)) })
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
