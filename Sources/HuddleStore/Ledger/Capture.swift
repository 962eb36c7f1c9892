package import HuddleCore

/// A write that somebody wants made to one record, new or known.
package struct Edit: Hashable, Sendable {
    package let record: RecordID
    /// Of a new record; a known one keeps its own.
    package let type: RecordType
    package let writes: [Change.Write]
    /// Whether cells that have this one value already are written all the same, because it matters that it was said.
    package let isSaid: Bool

    package init(record: RecordID, type: RecordType, writes: [Change.Write], isSaid: Bool = false) {
        self.record = record
        self.type = type
        self.writes = writes
        self.isSaid = isSaid
    }
}

extension SpaceWriter {
    /// Writes edits as changes of this replica: each names the heads it replaces, and the clock, the index and
    /// the change are stored together. Cells that have this one value already are not written again.
    ///
    /// - Parameter isDeed: Whether a person did this, and may want it undone.
    /// - Returns: The changes made, none for an edit that changes nothing.
    package func capture(
        _ edits: [Edit], wall: WallTime, hash: Hash128, isDeed: Bool = true
    ) throws(StoreError) -> [StoredChange] {
        var state = try state()
        var records = try records(Array(Set(edits.map(\.record))))
        var changes: [StoredChange] = []
        for edit in edits {
            let record = records[edit.record]
            let writes =
                edit.isSaid ? edit.writes : edit.writes.filter { write in record.map { !$0.says(write) } ?? true }
            guard !writes.isEmpty else { continue }
            let stored = try StoredChange(
                try state.stamp(writes, on: record, edit: edit, wall: wall), hash: hash
            ).withinLimits()
            if records[edit.record] == nil {
                records[edit.record] = Record(stored.change, id: stored.id)
            } else {
                records[edit.record]?.merge(stored.change, id: stored.id) { _ in true }
            }
            changes.append(stored)
        }
        guard !changes.isEmpty else { return [] }
        try setState(state)
        _ = try merge(changes.map { NewChange($0, seq: nil) })
        if isDeed { try note(changes.map(\.id)) }
        return changes
    }
}

extension StoredChange {
    /// Whoever reads the bytes must be able to, this log first of all.
    fileprivate func withinLimits() throws(StoreError) -> StoredChange {
        do throws(ChangeError) {
            _ = try Change(decoding: bytes)
            return self
        } catch {
            throw .tooLargeToWrite(error)
        }
    }
}

extension Record {
    /// Whether writing this would change nothing: the cell has one head, and that value.
    fileprivate func says(_ write: Change.Write) -> Bool {
        guard let cell = self[write.cell] else { return write.value == .none || write.value == .flag(false) }
        if write.cell == FieldName.deleted, write.value == .flag(true) { return presence == .deleted }
        return cell.heads.count == 1 && cell.winner.value == write.value
    }
}

extension SpaceState {
    fileprivate mutating func stamp(
        _ writes: [Change.Write], on record: Record?, edit: Edit, wall: WallTime
    ) throws(StoreError) -> Change {
        let isDelete = writes.contains { $0.cell == FieldName.deleted && $0.value == .flag(true) }
        let bases = isDelete ? record?.headIDs ?? [] : record?.bases(for: writes.map(\.cell)) ?? []
        let stamp: Stamp
        do {
            stamp = try clock.tick(wall: wall, after: record?.greatestStamp(of: bases) ?? .zero)
        } catch {
            throw .clock(error)
        }
        lastIndex += 1
        return Change(
            stamp: stamp, replica: replica, index: lastIndex, record: edit.record,
            type: record?.origin.type ?? edit.type, writes: writes, bases: bases)
    }
}
