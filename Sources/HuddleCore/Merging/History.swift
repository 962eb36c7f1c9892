/// Everything that was ever written to one record, cell by cell: the winners, what lost to them, and what was replaced.
package struct History: Hashable, Sendable {
    package enum Standing: Hashable, Sendable {
        case winner
        /// A head beside the winner: nobody has decided against it yet.
        case open
        /// Replaced by someone who had seen it.
        case replaced
    }

    package struct Entry: Hashable, Sendable {
        /// Counts this cell's values from 1, in the order of (stamp, id). The same on every replica that holds the same changes.
        package let number: Int
        package let id: ChangeID
        package let time: WallTime
        package let replica: ReplicaID
        package let value: Value
        package let standing: Standing
        /// What its author saw in this cell.
        package let bases: [ChangeID]
    }

    package struct CellHistory: Hashable, Sendable {
        package let name: CellName
        package let entries: [Entry]
    }

    /// In order of their names.
    package let cells: [CellHistory]

    /// - Parameter changes: All that is held of the record, in any order.
    package init(of changes: [(id: ChangeID, change: Change)]) {
        var set = RecordSet()
        for (id, change) in changes { set.merge(change, id: id) }
        let sorted = changes.sorted { ($0.change.stamp, $0.id) < ($1.change.stamp, $1.id) }
        cells =
            set.records.first?.cells.map { cell in
                CellHistory(name: cell.name, entries: Self.entries(of: cell, in: sorted))
            } ?? []
    }

    package subscript(name: CellName) -> CellHistory? {
        cells.first { $0.name == name }
    }

    private static func entries(of cell: Cell, in changes: [(id: ChangeID, change: Change)]) -> [Entry] {
        let writers = changes.filter { item in item.change.writes.contains { $0.cell == cell.name } }
        let known = Set(writers.map { $0.id })
        var entries: [Entry] = []
        for (id, change) in writers {
            guard let write = change.writes.first(where: { $0.cell == cell.name }) else { continue }
            let isHead = cell.heads.contains { $0.id == id }
            entries.append(
                Entry(
                    number: entries.count + 1, id: id, time: change.time, replica: change.replica, value: write.value,
                    standing: id == cell.winner.id ? .winner : isHead ? .open : .replaced,
                    bases: change.bases.filter { known.contains($0) }))
        }
        return entries
    }
}

extension History.CellHistory {
    package var heads: [History.Entry] { entries.filter { $0.standing != .replaced } }

    package func entry(_ id: ChangeID) -> History.Entry? { entries.first { $0.id == id } }

    /// What the authors of all heads had in common: the latest value that each of them had seen or built upon.
    package var commonBase: History.Entry? {
        let lines = heads.map { ancestors(of: $0.id) }
        guard let first = lines.first else { return nil }
        let common = lines.dropFirst().reduce(first) { $0.intersection($1) }
        return entries.last { common.contains($0.id) }
    }

    /// Everything that a value was built upon, itself left out.
    package func ancestors(of id: ChangeID) -> Set<ChangeID> {
        var found = Set<ChangeID>()
        var waiting = entry(id)?.bases ?? []
        while let next = waiting.popLast() {
            if found.insert(next).inserted { waiting += entry(next)?.bases ?? [] }
        }
        return found
    }
}
