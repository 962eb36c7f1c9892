package import HuddleCore
package import HuddleStore

/// Sets of changes as a careless world writes them: concurrent, out of order, with bases that never arrive.
package enum RandomChanges {
    package static func make(
        using random: inout SeededRandom, count: Int, records: Int, hash: Hash128
    ) -> [StoredChange] {
        let ids = (0..<records).map { _ in
            RecordID(derivedFrom: [String(random.next())], .importedOther, hash: hash)
        }
        var changes: [StoredChange] = []
        for number in 1...count {
            let record = random.pick(ids)
            let earlier = changes.filter { $0.change.record == record }
            var bases = Set(earlier.filter { _ in random.chance(0.4) }.map(\.id))
            if random.chance(0.05) { bases.insert(ChangeID(Digest128(high: random.next(), low: random.next()))) }
            let after = earlier.filter { bases.contains($0.id) }.map(\.change.stamp).max() ?? .zero
            let time = WallTime(
                milliseconds: SimulatedHost.start.milliseconds + Int64.random(in: 0...20, using: &random))
            let change = Change(
                stamp: max(Stamp(time: time, counter: 0), after.successor),
                replica: ReplicaID(bits: UInt64.random(in: 1...4, using: &random)), index: UInt64(number),
                record: record, type: random.chance(0.5) ? nil : random.chance(0.1) ? .meeting : .entry,
                writes: writes(using: &random),
                bases: bases.sorted())
            changes.append(StoredChange(change, hash: hash))
        }
        return changes
    }

    private static let targets = (1...3).map { RecordID(Digest128(high: 0x7000, low: 0x8000_0000_0000_0000 + $0)) }

    private static func writes(using random: inout SeededRandom) -> [Change.Write] {
        let choices: [(inout SeededRandom) -> Change.Write?] = [
            { Change.Write(FieldName.text, .text($0.text())) },
            { Change.Write(FieldName.customer, $0.chance(0.2) ? .none : .text($0.pick(["Acme", "Bolt"]))) },
            { Change.Write(FieldName.due, .text($0.pick(["2026-12-01", "soon"]))) },
            { random in
                CellName(FieldName.tags, element: random.pick(["quality", "prix", "\u{1F525}"]))
                    .map { Change.Write($0, .flag(random.chance(0.6))) }
            },
            { random in
                CellName(FieldName.owners, element: random.pick(["Maria", "Jo"]))
                    .map { Change.Write($0, .flag(random.chance(0.7))) }
            },
            { random in
                let link = Link(random.pick([.known(.addresses), .other("fixes")]), random.pick(targets))
                return CellName(FieldName.links, element: link.element)
                    .map { Change.Write($0, .flag(random.chance(0.7))) }
            },
            { Change.Write(FieldName.deleted, .flag($0.chance(0.7))) },
            { random in
                CellName("zz-" + random.pick(["a", "b"])).map { Change.Write($0, .number(Int64(random.next() >> 40))) }
            },
        ]
        var writes: [Change.Write] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let choice = random.pick(choices)
            guard let write = choice(&random), !writes.contains(where: { $0.cell == write.cell }) else { continue }
            writes.append(write)
        }
        return writes.isEmpty ? [Change.Write(FieldName.text, .text("x"))] : writes
    }
}
