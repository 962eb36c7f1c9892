import HuddleCore
import HuddleStore
import HuddleWire

/// What an edit holds.
extension Simulation {
    mutating func edit(by number: Int) -> Edit {
        let isHot = rates.strikes(.conflicts, &random)
        let isNew = random.chance(0.35)
        let hot = records.prefix(3)
        if records.isEmpty || isNew && !isHot {
            let type = clients[number].isNewer && random.chance(0.3) ? RecordType.unknown("risk") : .entry
            let writes = [Change.Write(FieldName.text, .text(random.text()))]
            guard random.chance(0.3) else { return Edit(new: type, writes: writes) }
            // What several import who have never met is one record.
            let imported = String(Int.random(in: 0..<4, using: &random))
            let id = RecordID(derivedFrom: [imported], .importedEntry, hash: Fingerprint.hash128)
            return Edit(record: id, type: .entry, writes: writes, isSaid: true)
        }
        let record = random.pick(isHot ? Array(hot) : records)
        if rates.strikes(.deletes, &random) {
            let isDelete = random.chance(0.7)
            return Edit(record: record, writes: [Change.Write(FieldName.deleted, .flag(isDelete))])
        }
        var writes: [Change.Write] = []
        for _ in 0..<(random.chance(0.2) ? 3 : 1) {
            let write = write(by: number)
            if !writes.contains(where: { $0.cell == write.cell }) { writes.append(write) }
        }
        return Edit(record: record, writes: writes)
    }

    private mutating func write(by number: Int) -> Change.Write {
        if clients[number].isNewer, random.chance(0.4) { return unknownWrite() }
        switch Int.random(in: 0..<6, using: &random) {
        case 0...2: return Change.Write(FieldName.text, .text(random.text()))
        case 3:
            return Change.Write(FieldName.customer, random.chance(0.2) ? .none : .text(random.pick(["Acme", "Bolt"])))
        default:
            let set = random.pick([FieldName.tags, FieldName.owners])
            guard let element = CellName(set, element: random.pick(["a", "b"])) else { preconditionFailure() }
            return Change.Write(element, .flag(random.chance(0.6)))
        }
    }

    /// A field, or a form of value, of a version that is not written yet.
    private mutating func unknownWrite() -> Change.Write {
        let cell = CellName(field: "mood")
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return Change.Write(cell, .number(Int64.random(in: -5...5, using: &random)))
        case 1: return Change.Write(cell, .reference(random.pick(records)))
        default:
            // Field 9 of the message, four bytes.
            let bytes = (0..<4).map { _ in UInt8.random(in: 0...255, using: &random) }
            return Change.Write(random.chance(0.5) ? cell : FieldName.text, .unknown([9 << 3 | 5] + bytes))
        }
    }

    /// Field 100 of a change, which this version does not know.
    static func extraField(_ bits: UInt64) -> [UInt8] {
        [0xa2, 0x06, 2, UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
    }
}
