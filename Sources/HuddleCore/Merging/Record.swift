/// One thing with an identity: the cells that all its changes add up to.
///
/// A record is a pure function of the set of its changes. `merge` builds that function one change at a
/// time, in any order: heads(cell) = the changes that write the cell and stand in the bases of no
/// other change that writes it.
package struct Record: Hashable, Sendable {
    /// A birth: it gives the record its type, its author and the time when it was written.
    package struct Birth: Hashable, Comparable, Sendable {
        package let id: ChangeID
        package let stamp: Stamp
        package let time: WallTime
        package let replica: ReplicaID
        package let type: RecordType

        package init(id: ChangeID, stamp: Stamp, time: WallTime, replica: ReplicaID, type: RecordType) {
            self.id = id
            self.stamp = stamp
            self.time = time
            self.replica = replica
            self.type = type
        }

        package static func < (left: Birth, right: Birth) -> Bool {
            left.stamp != right.stamp ? left.stamp < right.stamp : left.id < right.id
        }
    }

    /// A base that some held change names for a cell and that has not arrived.
    package struct Awaited: Hashable, Sendable {
        package let base: ChangeID
        package let cell: CellName

        package init(base: ChangeID, cell: CellName) {
            self.base = base
            self.cell = cell
        }
    }

    package let id: RecordID
    /// In ascending order. What was captured has one, and more only where it was restamped or its log was copied, by the same
    /// replica; what was imported has one from each who imported it. A record without any waits for it and is not shown.
    package private(set) var births: [Birth]
    /// The latest change by (stamp, id) order of stamps alone.
    package private(set) var changed: Stamp
    /// Sorted by name.
    package private(set) var cells: [Cell]
    /// Bases that were named before they arrived. When one arrives, it is no head of that cell.
    package private(set) var awaited: Set<Awaited>
    /// What the heads of `deleted` had seen, by head.
    package private(set) var seenByDeletes: [ChangeID: [ChangeID]]

    /// The record that one change alone makes.
    package init(_ change: Change, id: ChangeID) {
        self.init(change, id: id, awaited: [])
    }

    /// The record that one change alone makes, where other changes of a record named bases that arrive now.
    private init(_ change: Change, id: ChangeID, awaited: Set<Awaited>) {
        self.id = change.record
        births = Birth(change, id: id).map { [$0] } ?? []
        changed = change.stamp
        cells = change.writes.map { write in
            Cell(name: write.cell, heads: [Head(id: id, stamp: change.stamp, value: write.value)])
        }
        if cells.count > 1 { cells.sort { $0.name < $1.name } }
        self.awaited = awaited
        seenByDeletes = [:]
        if !change.bases.isEmpty {
            for write in change.writes {
                for base in change.bases { self.awaited.insert(Awaited(base: base, cell: write.cell)) }
            }
        }
        noteDelete(change, id: id)
    }

    /// A record as a store keeps it.
    package init(
        id: RecordID, births: [Birth], changed: Stamp, cells: [Cell], awaited: Set<Awaited>,
        seenByDeletes: [ChangeID: [ChangeID]]
    ) {
        self.id = id
        self.births = births.sorted()
        self.changed = changed
        self.cells = cells.sorted { $0.name < $1.name }
        self.awaited = awaited
        self.seenByDeletes = seenByDeletes
    }

    /// Adds one change of this record that was not merged before.
    ///
    /// - Parameter holds: Whether a change is among those already merged. It is asked only about bases that are no heads.
    package mutating func merge(_ change: Change, id: ChangeID, holds: (ChangeID) -> Bool) {
        precondition(change.record == self.id, "a change of another record")
        if let birth = Birth(change, id: id) {
            births.insert(birth, at: births.firstIndex { $0 > birth } ?? births.count)
        }
        changed = max(changed, change.stamp)
        for write in change.writes {
            merge(Head(id: id, stamp: change.stamp, value: write.value), into: write.cell, bases: change.bases, holds)
        }
        if !awaited.isEmpty {
            // Also where it was named for a cell that it does not write: it has arrived.
            for cell in cells { awaited.remove(Awaited(base: id, cell: cell.name)) }
        }
        noteDelete(change, id: id)
    }

    private mutating func merge(
        _ head: Head, into name: CellName, bases: [ChangeID], _ holds: (ChangeID) -> Bool
    ) {
        let bases = Mutant.isOn(.basesIgnoredOnSets) && name.isElement ? [] : bases
        let isSuperseded = awaited.remove(Awaited(base: head.id, cell: name)) != nil
        let position = cells.firstIndex { $0.name >= name } ?? cells.count
        if position < cells.count, cells[position].name == name {
            for base in bases where !cells[position].heads.contains(where: { $0.id == base }) && !holds(base) {
                awaited.insert(Awaited(base: base, cell: name))
            }
            if !isSuperseded { cells[position].insert(head) }
            cells[position].remove(bases, keeping: isSuperseded ? nil : head.id)
        } else {
            for base in bases where !holds(base) { awaited.insert(Awaited(base: base, cell: name)) }
            cells.insert(Cell(name: name, heads: [head]), at: position)
        }
    }

    /// Remembers what a delete had seen, for as long as it is a head.
    private mutating func noteDelete(_ change: Change, id: ChangeID) {
        guard let cell = self[FieldName.deleted] else { return }
        if change.writes.contains(where: { $0.cell == FieldName.deleted }) { seenByDeletes[id] = change.bases }
        for known in seenByDeletes.keys where !cell.heads.contains(where: { $0.id == known }) {
            seenByDeletes[known] = nil
        }
    }

    package subscript(name: CellName) -> Cell? {
        cells.first { $0.name == name }
    }
}

extension Record {
    /// What a reader is shown of a record that someone deleted.
    package enum Presence: UInt8, Hashable, Sendable {
        case present = 0
        case deleted = 1
        /// Written to by someone whom the delete had not heard of: it stays in sight, and says so.
        case editedWhileDeleted = 2
        /// Its birth has not arrived: nothing of it is shown.
        case unborn = 3

        /// Whether lists and exports show it.
        package var isInSight: Bool { self == .present || self == .editedWhileDeleted }
    }

    package var presence: Presence {
        guard !births.isEmpty else { return .unborn }
        guard let deleted = self[FieldName.deleted],
            deleted.heads.contains(where: { $0.value == .flag(true) })
        else { return .present }
        let seen = Set(seenByDeletes.values.joined()).union(deleted.heads.map { $0.id })
        let isUnanimous = deleted.heads.allSatisfy { $0.value == .flag(true) }
        let isComplete = cells.allSatisfy { cell in cell.heads.allSatisfy { seen.contains($0.id) } }
        if Mutant.isOn(.deleteBeatsUnseenEdit) { return .deleted }
        return isUnanimous && isComplete ? .deleted : .editedWhileDeleted
    }

    /// Every head of every cell: what a delete must name to have seen the whole record.
    package var headIDs: [ChangeID] {
        Set(cells.lazy.flatMap { $0.heads }.map { $0.id }).sorted()
    }

    /// The heads of the given cells: what a change that writes them must name. In order, each once.
    package func bases(for names: [CellName]) -> [ChangeID] {
        Set(names.compactMap { self[$0] }.flatMap { $0.heads }.map { $0.id }).sorted()
    }

    package var conflicts: [CellName] {
        cells.lazy.filter { $0.isInConflict }.map { $0.name }
    }
}

extension Record {
    /// What all births say; nil for a record that waits for its birth.
    package var type: RecordType? { births.first?.type }

    /// The birth that the record's author is taken from: the least.
    package var origin: Birth? { births.first }

    /// When it was written. Of what several imported, when the last one did, so that a further birth hides it from no list of
    /// what is new.
    package var created: WallTime? { id.isDerived ? births.map { $0.time }.max() : births.first?.time }

    /// Who else imported it, each once.
    package var notedBy: [ReplicaID] {
        var seen = Set(births.prefix(1).map { $0.replica })
        return births.compactMap { seen.insert($0.replica).inserted ? $0.replica : nil }
    }
}

extension Record.Birth {
    /// Nil for a change that is no birth.
    package init?(_ change: Change, id: ChangeID) {
        guard let type = change.type else { return nil }
        self.init(id: id, stamp: change.stamp, time: change.time, replica: change.replica, type: type)
    }
}
