package import HuddleCore
package import HuddleStore

extension HuddleLog {
    /// The entries that `filter` wants, one at a time, with the names that their references stand for.
    package func eachEntry(matching filter: EntryFilter, _ body: (ListedEntry) throws -> Void) throws {
        try store.read { reader in
            var lister = try EntryLister(reader)
            try reader.eachEntry(matching: filter) { try body(try lister.listed($0)) }
        }
    }

    /// Reads what belongs together in one state of the log.
    package func reading<Result>(
        _ body: (_ reader: any SpaceReader, _ lister: inout EntryLister) throws -> Result
    ) throws -> Result {
        try store.read { reader in
            var lister = try EntryLister(reader)
            return try body(reader, &lister)
        }
    }

    package func entries(matching filter: EntryFilter) throws -> [ListedEntry] {
        var entries: [ListedEntry] = []
        try eachEntry(matching: filter) { entries.append($0) }
        return entries
    }

    /// A record of any type as the store shows it: one look-up, no names.
    package func stored(_ id: RecordID) throws -> StoredProjection? {
        try store.read { try $0.projection(of: id) }
    }

    /// The merged state of a record, with the heads of its cells.
    package func record(_ id: RecordID) throws -> Record? {
        try store.read { try $0.records([id])[id] }
    }

    /// What a change writes, in its order.
    package func statements(of change: Change) throws -> [FieldStatement] {
        try statements(change.writes.map { Projection.Field($0.cell, $0.value) })
    }

    /// What fields say, in their order: what they refer to by its title.
    package func statements(_ fields: [Projection.Field]) throws -> [FieldStatement] {
        try store.read { reader in
            let words = FieldWords(reader)
            return try fields.map { field in
                FieldStatement(
                    field: try words.words(for: field.name), value: try words.words(for: field.value, of: field.name))
            }
        }
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

    /// What people said about a record, as they said it.
    package func comments(on id: RecordID) throws -> [WrittenComment] {
        try store.read { reader in
            let authors = Authors(try reader.projections(of: .person, limit: nil).map { Person($0.projection) })
            return try reader.children(of: id, type: .comment).map { stored in
                WrittenComment(
                    comment: Comment(stored.projection), shortID: stored.shortID,
                    author: authors.name(of: stored.projection.author))
            }
        }
    }

    /// The links that other records have to this one.
    package func links(to id: RecordID) throws -> [IncomingLink] {
        try store.read { try $0.links(to: id) }
    }

    /// What entries name in a field: each spelling with its counts.
    package func names(in field: NamedField) throws -> [NameCount] {
        try store.read { try $0.names(in: field) }
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
}

/// A comment, with who wrote it as far as this log knows.
package struct WrittenComment: Hashable, Sendable {
    package let comment: Comment
    package let shortID: String
    package let author: String?
}
