package import HuddleCore

/// Why the last command cannot be undone. Nothing was changed.
package enum UndoError: Error, Hashable, Sendable {
    /// Nothing that was done here is left to undo.
    case nothing
    /// Others have written since to what would be undone.
    case overwritten([RecordID], deed: Deed)
    /// Something else was done here since the user was asked.
    case overtaken
}

extension UndoError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .nothing:
            "There is nothing left to undo: only what was done on this machine can be undone, back to the last "
                + "\(Limits.deedsKept) commands."
        case .overtaken:
            "Something else was written on this machine meanwhile. Nothing was changed: run `huddle undo` again."
        case .overwritten(let records, _):
            "\(records.count) of what would be undone was written to elsewhere since. Nothing was changed."
        }
    }
}

/// What an undo did.
package struct Undone: Hashable, Sendable {
    /// Records that the undone command had made; they are deleted now.
    package var deleted: [RecordID] = []
    /// Records that have their earlier values again.
    package var restored: [RecordID] = []

    package init() {}
}

extension SpaceWriter {
    /// Undoes the last command that is not undone yet, by ordinary changes: a new record is deleted, and a cell gets
    /// the value that its author had seen before, or all of them where it decided a conflict.
    ///
    /// - Parameters:
    ///   - isForced: Also where someone else has written since.
    ///   - confirmed: What the user said yes to; nil for whatever is last.
    /// - Throws: `UndoError`, and `StoreError`.
    package func undo(isForced: Bool, confirmed: Deed? = nil, wall: WallTime, hash: Hash128) throws -> Undone {
        guard var deed = try deeds().first(where: { !$0.isUndone }) else { throw UndoError.nothing }
        guard confirmed == nil || confirmed?.key == deed.key else { throw UndoError.overtaken }
        let replica = try state().replica
        var undone = Undone()
        var edits: [Edit] = []
        var overwritten: [RecordID] = []
        let held = try held(deed.changes)
        for id in deed.changes.reversed() {
            guard let record = held[id]?.record else { continue }
            let changes = try changes(of: record)
            guard let own = changes.first(where: { $0.id == id }) else { continue }
            let reversal = Reversal(of: own, among: changes)
            if reversal.isOverwritten(by: replica) { overwritten.append(record) }
            let now = reversal.writes.count > 1 ? try records([record])[record] : nil
            edits += reversal.writes.map { writes in
                Edit(record: record, writes: writes, isSaid: now != nil, seen: now)
            }
            if reversal.isBirth { undone.deleted.append(record) } else { undone.restored.append(record) }
        }
        guard isForced || overwritten.isEmpty else { throw UndoError.overwritten(overwritten, deed: deed) }
        _ = try capture(edits, wall: wall, hash: hash, isDeed: false)
        deed.isUndone = true
        try update(deed)
        return undone
    }
}

/// What takes one change back.
private struct Reversal {
    let own: StoredChange
    let history: History
    let isBirth: Bool

    init(of own: StoredChange, among changes: [StoredChange]) {
        self.own = own
        history = History(of: changes.map { ($0.id, $0.change) })
        let births = changes.filter { $0.change.isBirth }
        let first = births.min { ($0.change.stamp, $0.id) < ($1.change.stamp, $1.id) }
        isBirth = first?.id == own.id
    }

    /// What is written, a change each, none of which has seen another: more than one where a conflict is open again, and then
    /// the last is what was shown before.
    var writes: [[Change.Write]] {
        if isBirth { return [[Change.Write(FieldName.deleted, .flag(true))]] }
        let before = own.change.writes.map { write in (cell: write.cell, values: values(before: write)) }
        let most = before.map(\.values.count).max() ?? 1
        return (1...most).reversed().map { place in
            before.filter { $0.values.count >= place }.map { Change.Write($0.cell, $0.values[$0.values.count - place]) }
        }
    }

    /// What the author had seen in the cell, each value once, the one that was shown as the last. A base that was named for
    /// another cell may have written this one long before: what others of them were built on was replaced by then.
    private func values(before write: Change.Write) -> [Value] {
        let cell = history[write.cell]
        let seen = cell?.entries.filter { own.change.bases.contains($0.id) } ?? []
        let replaced = seen.reduce(into: Set<ChangeID>()) { $0.formUnion(cell?.ancestors(of: $1.id) ?? []) }
        var values: [Value] = []
        for entry in seen.reversed() where !replaced.contains(entry.id) && !values.contains(entry.value) {
            values.insert(entry.value, at: 0)
        }
        guard values.isEmpty else { return values }
        return [write.cell.isElement || write.cell == FieldName.deleted ? .flag(false) : .none]
    }

    /// Whether somebody else wrote, or deleted, since what would be taken back: to undo would be to overrule them, also
    /// where what is shown now was written here on top of theirs.
    func isOverwritten(by replica: ReplicaID) -> Bool {
        let isDeleted = history[FieldName.deleted]?.heads.contains { $0.replica != replica && $0.value == .flag(true) }
        if !isBirth, isDeleted == true { return true }
        let cells = isBirth ? history.cells : own.change.writes.compactMap { history[$0.cell] }
        return cells.contains { cell in
            let seen = cell.ancestors(of: own.id)
            return cell.entries.contains { $0.replica != replica && $0.id != own.id && !seen.contains($0.id) }
        }
    }
}
