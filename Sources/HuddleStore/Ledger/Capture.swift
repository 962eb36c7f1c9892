package import HuddleCore

/// A write that somebody wants made to one record, new or known.
package struct Edit: Hashable, Sendable {
    /// Nil for a record that is captured now: its id follows from what is written.
    package let record: RecordID?
    /// Of a record that has no birth here; others keep their own.
    package let type: RecordType?
    package let writes: [Change.Write]
    /// Whether cells that have this one value already are written all the same, because it matters that it was said.
    package let isSaid: Bool
    /// The record as its author saw it, where that may be a while ago: what was written since is not replaced, and stands beside
    /// what is written now. Nil for the record as it is.
    package let seen: Record?
    /// When it was written before, where it is written again because what was written then cannot be read.
    package let claimed: Stamp?

    /// - Parameter record: A known one, or one that is derived.
    package init(
        record: RecordID, type: RecordType? = nil, writes: [Change.Write], isSaid: Bool = false, seen: Record? = nil,
        claimed: Stamp? = nil
    ) {
        self.init(known: record, type, writes, isSaid: isSaid, seen: seen, claimed: claimed)
    }

    /// A new record.
    package init(new type: RecordType, writes: [Change.Write], claimed: Stamp? = nil) {
        self.init(known: nil, type, writes, isSaid: true, seen: nil, claimed: claimed)
    }

    private init(
        known record: RecordID?, _ type: RecordType?, _ writes: [Change.Write], isSaid: Bool, seen: Record?,
        claimed: Stamp?
    ) {
        self.record = record
        self.type = type
        self.writes = writes
        self.isSaid = isSaid
        self.seen = seen
        self.claimed = claimed
    }
}

extension SpaceWriter {
    /// Writes edits as changes of this replica: each names the heads it replaces, and the clock, the index and
    /// the change are stored together. Cells that have this one value already are not written again. Where there are more
    /// heads than one change may name, the same is written in several, each on top of the one before; deletes stand side by side,
    /// and have seen together what each of them names.
    ///
    /// - Parameter isDeed: Whether a person did this, and may want it undone.
    /// - Returns: The changes made, none for an edit that changes nothing.
    package func capture(
        _ edits: [Edit], wall: WallTime, hash: Hash128, isDeed: Bool = true
    ) throws(StoreError) -> [StoredChange] {
        var state = try state()
        var records = try records(Array(Set(edits.compactMap(\.record))))
        var changes: [StoredChange] = []
        for edit in edits {
            let record = edit.record.flatMap { records[$0] }
            let writes =
                edit.isSaid ? edit.writes : edit.writes.filter { write in record.map { !$0.says(write) } ?? true }
            guard !writes.isEmpty else { continue }
            let isDelete = writes.contains { $0.cell == FieldName.deleted && $0.value == .flag(true) }
            var bases = try replaced(by: edit, writes, isDelete: isDelete, record)[...]
            let seen = try latestStamp(seenIn: record, state, at: wall)
            repeat {
                let named = Array(bases.prefix(min(Limits.basesPerChange, Limits.awaitedPerChange / writes.count)))
                bases = bases.dropFirst(named.count)
                let change = try state.stamp(writes, on: record, edit, bases: named, after: seen, wall: wall, hash)
                let stored = try StoredChange(change, hash: hash).withinLimits()
                if records[change.record] == nil {
                    records[change.record] = Record(change, id: stored.id)
                } else {
                    records[change.record]?.merge(change, id: stored.id) { _ in true }
                }
                changes.append(stored)
                if !bases.isEmpty, !isDelete { bases.append(stored.id) }
            } while !bases.isEmpty
        }
        guard !changes.isEmpty else { return [] }
        try setState(state)
        _ = try merge(changes.map { NewChange($0, seq: nil) })
        if isDeed { try note(changes.map(\.id)) }
        return changes
    }

    /// What the change replaces: the heads of the cells that it writes, and of all cells where it deletes. What was restamped
    /// since its author saw it goes by its new id.
    private func replaced(
        by edit: Edit, _ writes: [Change.Write], isDelete: Bool, _ record: Record?
    ) throws(StoreError) -> [ChangeID] {
        guard let seen = edit.seen ?? record else { return [] }
        let bases = isDelete ? seen.headIDs : seen.bases(for: writes.map(\.cell))
        guard edit.seen != nil else { return bases }
        let held = try held(bases)
        let former = try former(bases.filter { held[$0] == nil })
        return Set(bases.map { former[$0]?.now ?? $0 }).sorted()
    }

    /// The greatest stamp of a record that this clock may follow. Only where the record holds one from too far ahead are its
    /// changes asked.
    private func latestStamp(
        seenIn record: Record?, _ state: SpaceState, at wall: WallTime
    ) throws(StoreError) -> Stamp {
        guard let record else { return .zero }
        let latest = state.clock.latestTaken(at: wall)
        if record.changed <= latest || Mutant.isOn(.clockFollowsFarAhead) { return record.changed }
        return try latestStamp(in: record.id, notAfter: latest)
    }
}

extension StoredChange {
    /// Whoever reads the bytes must be able to, this log first of all.
    fileprivate func withinLimits() throws(StoreError) -> StoredChange {
        do throws(ChangeError) {
            _ = try Change(decoding: bytes, filedUnder: change.record)
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
        _ writes: [Change.Write], on record: Record?, _ edit: Edit, bases: [ChangeID], after seen: Stamp,
        wall: WallTime, _ hash: Hash128
    ) throws(StoreError) -> Change {
        let stamp: Stamp
        do {
            stamp = try clock.tick(wall: wall, after: seen)
        } catch {
            throw .clock(error)
        }
        lastIndex += 1
        guard let id = edit.record else {
            return .birth(
                stamp: stamp, replica: replica, index: lastIndex, type: edit.type ?? .entry, writes: writes,
                claimed: edit.claimed, hash: hash)
        }
        let isBirth = id.isDerived && record?.type == nil
        return Change(
            stamp: stamp, replica: replica, index: lastIndex, record: id,
            type: isBirth ? id.derivation?.type ?? edit.type : nil, writes: writes, bases: bases,
            claimed: edit.claimed)
    }
}
