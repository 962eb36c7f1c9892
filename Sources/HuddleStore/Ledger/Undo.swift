package import HuddleCore

/// Why the last command cannot be undone. Nothing was changed.
package enum UndoError: Error, Hashable, Sendable {
    /// Nothing that was done here is left to undo.
    case nothing
    /// Others have written since to what would be undone.
    case overwritten([RecordID])
}

extension UndoError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .nothing:
            "There is nothing left to undo: only what was done on this machine can be undone, back to the last "
                + "\(Limits.deedsKept) commands."
        case .overwritten(let records):
            "Somebody else has written since to what would be undone (\(records.count) of them). Nothing was changed."
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
    /// the value that its author had seen before.
    ///
    /// - Parameter isForced: Also where someone else has written since.
    /// - Throws: `UndoError`, and `StoreError`.
    package func undo(isForced: Bool, wall: WallTime, hash: Hash128) throws -> Undone {
        guard var deed = try deeds().first(where: { !$0.isUndone }) else { throw UndoError.nothing }
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
            edits.append(Edit(record: record, type: own.change.type, writes: reversal.writes))
            if reversal.isBirth { undone.deleted.append(record) } else { undone.restored.append(record) }
        }
        guard isForced || overwritten.isEmpty else { throw UndoError.overwritten(overwritten) }
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
        let first = changes.min { ($0.change.stamp, $0.id) < ($1.change.stamp, $1.id) }
        isBirth = first?.id == own.id
    }

    var writes: [Change.Write] {
        if isBirth { return [Change.Write(FieldName.deleted, .flag(true))] }
        return own.change.writes.map { write in
            let cell = history[write.cell]
            let before = cell?.entries.last { own.change.bases.contains($0.id) }
            let nothing: Value = write.cell.isElement || write.cell == FieldName.deleted ? .flag(false) : .none
            return Change.Write(write.cell, before?.value ?? nothing)
        }
    }

    /// Whether a head of what would be written is somebody else's: to undo would be to overrule them.
    func isOverwritten(by replica: ReplicaID) -> Bool {
        let cells = isBirth ? history.cells : own.change.writes.compactMap { history[$0.cell] }
        return cells.contains { cell in cell.heads.contains { $0.replica != replica && $0.id != own.id } }
    }
}
