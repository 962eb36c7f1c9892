import HuddleCore

/// Merging commutes, associates and repeats, whatever the changes and whichever bases they name.
enum MergeFuzz {
    /// A state is compared over several orders, so more would only be slow.
    private static let mostChanges = 16
    private static let bytesPerChange = 8

    static func run(_ bytes: [UInt8]) {
        let changes = makeChanges(bytes)
        guard !changes.isEmpty else { return }
        let state = merged(changes)
        let odd = changes.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        for order in [changes.reversed(), odd + changes] {
            precondition(merged(order) == state, "the order shows")
        }
        for record in state {
            for cell in record.cells { precondition(cell.heads.contains(cell.winner), "the winner is a head") }
            precondition(Projection(record).map { $0.id == record.id } ?? true, "a record is shown as itself")
        }
    }

    private static func merged(_ changes: [(id: ChangeID, change: Change)]) -> [Record] {
        var set = RecordSet()
        for (id, change) in changes { set.merge(change, id: id) }
        return set.records
    }

    /// Eight bytes make a change: record and type, cells, value, stamp, replica, two of bases, which name changes
    /// before it, and id.
    private static func makeChanges(_ bytes: [UInt8]) -> [(id: ChangeID, change: Change)] {
        var changes: [(id: ChangeID, change: Change)] = []
        for start in stride(from: 0, through: bytes.count - bytesPerChange, by: bytesPerChange).prefix(mostChanges) {
            let part = Array(bytes[start..<start + bytesPerChange])
            var bases = changes.enumerated().filter { (Int(part[5]) | Int(part[6]) << 8) >> $0.offset & 1 == 1 }
                .map(\.element.id)
            if part[0] & 0x80 != 0 { bases.append(ChangeID(Digest128(high: UInt64(part[0]), low: 99))) }
            let change = Change(
                stamp: Stamp(bits: 1 + UInt64(part[3])), replica: ReplicaID(bits: 1 + UInt64(part[4] & 3)),
                index: 1 + UInt64(changes.count), record: RecordID(Digest128(high: 0, low: UInt64(part[0] & 1))),
                type: part[0] & 2 == 0 ? .entry : .meeting, writes: writes(part), bases: bases)
            // In place of a hash: ids in no order that the stamps know of.
            let id = ChangeID(Digest128(high: UInt64(part[7]), low: UInt64(changes.count)))
            changes.append((id, change))
        }
        return changes
    }

    private static func writes(_ part: [UInt8]) -> [Change.Write] {
        let names = ["text", "status", "tags/a", "tags/b", "deleted"].compactMap { CellName($0) }
        var chosen = names.enumerated().filter { part[1] >> $0.0 & 1 == 1 }.map { $0.1 }
        if chosen.isEmpty { chosen = [names[0]] }
        let value: Value =
            switch part[2] & 3 {
            case 0: .none
            case 1: .flag(part[2] & 4 != 0)
            case 2: .text(String(part[2] >> 3))
            default: .number(Int64(part[2]))
            }
        return chosen.map { Change.Write($0, value) }
    }
}
