package import HuddleCore

/// A change and its id.
package struct Arrived: Hashable {
    package let id: ChangeID
    package let change: Change

    package init(id: ChangeID, change: Change) {
        self.id = id
        self.change = change
    }
}

/// A record's state, written straight from the definition in `Protocol/merging.md`: a pure function of the set of its
/// changes, without a thought for speed. `Record`, which is built one change at a time, must always equal it.
package struct Definition {
    private let changes: [Arrived]

    package init(_ changes: some Sequence<Arrived>) {
        self.changes = Array(Set(changes))
    }

    package var names: [CellName] {
        Set(changes.flatMap { $0.change.writes.map(\.cell) }).sorted()
    }

    /// The changes that write the cell and stand in the bases of no other change that writes it.
    package func heads(of name: CellName) -> [Head] {
        let writers = changes.filter { arrived in arrived.change.writes.contains { $0.cell == name } }
        let heads = writers.filter { writer in
            !writers.contains { $0.id != writer.id && $0.change.bases.contains(writer.id) }
        }
        return heads.flatMap { head in
            head.change.writes.filter { $0.cell == name }.map {
                Head(id: head.id, stamp: head.change.stamp, value: $0.value)
            }
        }.sorted { ($0.stamp, $0.id) < ($1.stamp, $1.id) }
    }

    package func value(of name: CellName) -> Value? {
        let heads = heads(of: name)
        return name.isElement && heads.contains { $0.value == .flag(true) } ? .flag(true) : heads.last?.value
    }

    package func isInConflict(_ name: CellName) -> Bool {
        !name.isElement && name != FieldName.deleted && Set(heads(of: name).map(\.value)).count > 1
    }

    package var presence: Record.Presence {
        guard !births.isEmpty else { return .unborn }
        let deletes = heads(of: FieldName.deleted)
        guard deletes.contains(where: { $0.value == .flag(true) }) else { return .present }
        let seen = Set(deletes.map(\.id) + seenByDeletes.values.joined())
        let isUnanimous = deletes.allSatisfy { $0.value == .flag(true) }
        let isComplete = names.flatMap { heads(of: $0) }.allSatisfy { seen.contains($0.id) }
        return isUnanimous && isComplete ? .deleted : .editedWhileDeleted
    }

    package var births: [Arrived] {
        changes.filter { $0.change.isBirth }.sorted { ($0.change.stamp, $0.id) < ($1.change.stamp, $1.id) }
    }

    package var changed: Stamp? { changes.map(\.change.stamp).max() }

    /// What each head of `deleted` names.
    package var seenByDeletes: [ChangeID: [ChangeID]] {
        let ids = Set(heads(of: FieldName.deleted).map(\.id))
        return changes.filter { ids.contains($0.id) }.reduce(into: [:]) { $0[$1.id] = $1.change.bases }
    }

    /// What is named for a cell and is not here.
    package var awaited: Set<Record.Awaited> {
        let here = Set(changes.map(\.id))
        var awaited: Set<Record.Awaited> = []
        for arrived in changes {
            for write in arrived.change.writes {
                for base in arrived.change.bases where !here.contains(base) {
                    awaited.insert(Record.Awaited(base: base, cell: write.cell))
                }
            }
        }
        return awaited
    }

    /// Where `record` is not what its changes add up to: nil, or the name of what differs.
    package func difference(from record: Record) -> String? {
        if record.births.map(\.id) != births.map(\.id) { return "births" }
        if record.type != births.first?.change.type { return "type" }
        if record.origin?.replica != births.first?.change.replica { return "author" }
        let times = births.map(\.change.time)
        if record.created != (record.id.isDerived ? times.max() : times.first) { return "time of birth" }
        if record.changed != changed { return "changed" }
        if record.cells.map(\.name) != names { return "cells" }
        for cell in record.cells {
            if cell.heads != heads(of: cell.name) { return "heads of \(cell.name.text)" }
            if cell.value != value(of: cell.name) { return "value of \(cell.name.text)" }
            if cell.isInConflict != isInConflict(cell.name) { return "conflict of \(cell.name.text)" }
        }
        if record.presence != presence { return "presence" }
        if record.awaited != awaited { return "awaited" }
        if record.seenByDeletes != seenByDeletes { return "seen by deletes" }
        return nil
    }
}
