package import HuddleCore
import HuddleStore

/// One record to be written: known, or derived, under this id.
package struct RecordDraft: Sendable {
    package let id: RecordID
    package let type: RecordType
    package let draft: Draft

    package init(id: RecordID, type: RecordType, draft: Draft) {
        self.id = id
        self.type = type
        self.draft = draft
    }
}

extension HuddleLog {
    /// Saves a new record, durably, before it returns.
    ///
    /// - Throws: `DraftError.tooManyFields`, or what the store answers; nothing was saved then.
    package func add(_ type: RecordType, _ draft: Draft) throws -> RecordID {
        guard draft.writes.count <= Limits.writesPerChange else { throw DraftError.tooManyFields(draft.writes.count) }
        let changes = try store.write { writer in
            try writer.capture([Edit(new: type, writes: draft.writes)], wall: host.now(), hash: host.hash)
        }
        guard let birth = changes.first else { preconditionFailure("a capture makes a change") }
        return birth.change.record
    }

    /// Writes to a record that exists.
    ///
    /// - Returns: Whether anything changed.
    @discardableResult
    package func edit(_ id: RecordID, _ draft: Draft) throws -> Bool {
        try write([RecordDraft(id: id, type: .entry, draft: draft)]) > 0
    }

    /// Writes to records that exist, in one transaction that one undo takes back.
    ///
    /// - Parameter seen: Records as the user saw them a while ago: what was written to them since is not replaced.
    /// - Returns: Those that changed.
    package func edit(
        _ drafts: [(id: RecordID, draft: Draft)], seen: [RecordID: Record] = [:]
    ) throws -> Set<RecordID> {
        try store.write { writer in
            let drafts = drafts.map { RecordDraft(id: $0.id, type: .entry, draft: $0.draft) }
            return Set(try changes(drafts, seen: seen, in: writer).map(\.change.record))
        }
    }

    /// - Returns: Those that were not deleted before.
    @discardableResult
    package func delete(_ ids: [RecordID]) throws -> Set<RecordID> {
        var draft = Draft()
        draft.set(FieldName.deleted, true)
        return try edit(ids.map { ($0, draft) })
    }

    /// Saves those of `drafts` whose records are not here yet, in one transaction. What is here, even deleted or edited
    /// since, is left as it is.
    ///
    /// - Returns: The ids that are new.
    package func addMissing(_ drafts: [RecordDraft]) throws -> Set<RecordID> {
        try store.write { writer in
            let known = try writer.records(drafts.map(\.id))
            let missing = drafts.filter { known[$0.id] == nil }
            try capture(missing, in: writer)
            return Set(missing.map(\.id))
        }
    }

    @discardableResult
    private func write(_ drafts: [RecordDraft]) throws -> Int {
        try store.write { try capture(drafts, in: $0) }
    }

    @discardableResult
    private func capture(_ drafts: [RecordDraft], in writer: any SpaceWriter) throws -> Int {
        try changes(drafts, in: writer).count
    }

    private func changes(
        _ drafts: [RecordDraft], seen: [RecordID: Record] = [:], in writer: any SpaceWriter
    ) throws -> [StoredChange] {
        for draft in drafts where draft.draft.writes.count > Limits.writesPerChange {
            throw DraftError.tooManyFields(draft.draft.writes.count)
        }
        let edits = drafts.map {
            Edit(record: $0.id, type: $0.type, writes: $0.draft.writes, seen: seen[$0.id])
        }
        return try writer.capture(edits, wall: host.now(), hash: host.hash)
    }
}
