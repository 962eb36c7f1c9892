package import HuddleCore

/// Looks up, once each, the people and meetings that entries refer to.
package struct EntryLister {
    private let reader: any EntryReader
    private let authors: Authors
    private var meetings: [RecordID: Meeting?] = [:]

    package init(_ reader: any EntryReader) throws {
        self.reader = reader
        authors = Authors(try reader.projections(of: .person, limit: nil).map { Person($0.projection) })
    }

    package mutating func listed(_ stored: StoredProjection) throws -> ListedEntry {
        let entry = Entry(stored.projection)
        return ListedEntry(
            entry: entry, shortID: stored.shortID, askedBy: authors.name(of: stored.projection.author),
            meeting: try entry.meeting.flatMap { try meeting($0) }, settled: stored.settled)
    }

    package mutating func meeting(_ id: RecordID) throws -> Meeting? {
        if let known = meetings[id] { return known }
        let found = try reader.projection(of: id)
        let meeting = found.flatMap { $0.projection.type == .meeting ? Meeting($0.projection) : nil }
        meetings[id] = meeting
        return meeting
    }
}
