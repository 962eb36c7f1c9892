package import HuddleCore

/// Looks up, once each, the people and meetings that entries refer to.
package struct EntryLister {
    private let reader: any EntryReader
    private var names: EntryNames

    package init(_ reader: any EntryReader) throws {
        self.reader = reader
        names = try EntryNames(reader)
    }

    package mutating func listed(_ stored: StoredProjection) throws -> ListedEntry {
        try names.listed(stored, from: reader)
    }

    /// Who writes from a replica, as far as this log knows.
    package func name(of replica: ReplicaID) -> String? { names.name(of: replica) }

    package mutating func meeting(_ id: RecordID) throws -> Meeting? {
        try names.meeting(id, from: reader)
    }
}

/// The people and meetings that were looked up so far, for reading that takes several transactions.
package struct EntryNames: Sendable {
    /// Beyond so many it begins anew, so that any number of meetings fits in memory.
    private static let meetingsKept = 4096

    private let authors: Authors
    private var meetings: [RecordID: Meeting?] = [:]

    package init(_ reader: any EntryReader) throws {
        authors = Authors(try reader.people())
    }

    package mutating func listed(_ stored: StoredProjection, from reader: any EntryReader) throws -> ListedEntry {
        let entry = Entry(stored.projection)
        return ListedEntry(
            entry: entry, shortID: stored.shortID, askedBy: authors.names(of: stored.projection),
            meeting: try entry.meeting.flatMap { try meeting($0, from: reader) }, settled: stored.settled)
    }

    package func name(of replica: ReplicaID) -> String? { authors.name(of: replica) }

    package mutating func meeting(_ id: RecordID, from reader: any EntryReader) throws -> Meeting? {
        if let known = meetings[id] { return known }
        let found = try reader.projection(of: id)
        let meeting = found.flatMap { $0.projection.type == .meeting ? Meeting($0.projection) : nil }
        if meetings.count >= Self.meetingsKept { meetings.removeAll(keepingCapacity: true) }
        meetings[id] = meeting
        return meeting
    }
}
