import HuddleCore
import HuddleStore

extension StoreContract {
    static let mergeCases = [
        Case("holds the state that Core makes of the same changes, in whatever order they arrive") { bench in
            for seed in Seeds.first(40) {
                var random = SeededRandom(seed: seed)
                let changes = RandomChanges.make(using: &random, count: 40, records: 6, hash: bench.host.hash)
                var set = RecordSet()
                for stored in changes { set.merge(stored.change, id: stored.id) }
                let wanted = StateDump.dump(set.records)
                for _ in 1...2 {
                    let store = try bench.store()
                    var rest = changes.shuffled(using: &random)[...]
                    while !rest.isEmpty {
                        let page = rest.prefix(Int.random(in: 1...12, using: &random))
                        rest = rest.dropFirst(page.count)
                        _ = try store.write { try $0.merge(page.map { NewChange($0, seq: nil) }) }
                    }
                    try requireEqual(try StoreState.dump(store), wanted, "seed \(seed)")
                    try StoreState.checkTables(of: store, hash: bench.host.hash, "seed \(seed)")
                    try store.write { try $0.rebuild() }
                    try StoreState.checkTables(of: store, hash: bench.host.hash, "seed \(seed), rebuilt")
                    try discardSome(of: changes, from: store, using: &random, hash: bench.host.hash, "seed \(seed)")
                }
            }
        },
        Case("keeps both sides of a concurrent edit") { bench in
            let store = try bench.store()
            let first = try bench.capture("first", in: store)
            let id = first.change.record
            let mine = bench.foreign(
                [Change.Write(FieldName.text, .text("mine"))], to: id, replica: 7, stamp: 1000, bases: [first.id])
            let yours = bench.foreign(
                [Change.Write(FieldName.text, .text("yours"))], to: id, replica: 8, stamp: 2000, bases: [first.id])
            let summary = try store.write { try $0.merge([mine, yours].map { NewChange($0, seq: nil) }) }
            try requireEqual(summary.conflicted, [id], "conflicted")
            let record = try store.read { try $0.records([id])[id] }.orViolation("the record is there")
            try requireEqual(record[FieldName.text]?.heads.map(\.id), [mine.id, yours.id], "heads")
            let listed = try store.read { try $0.projection(of: id) }.orViolation("the record is listed")
            try requireEqual(Entry(listed.projection).text, "yours", "winner")
            try requireEqual(listed.projection.conflicts, [FieldName.text], "conflicts")
            try requireEqual(try store.read { try $0.counts().conflicts }, 1, "conflicts counted")
        },
        Case("carries types, fields, kinds and values that it does not know") { bench in
            let store = try bench.store()
            let mood = try CellName("mood").orViolation("a name")
            let like = try CellName("likes/Zoë").orViolation("a name")
            let writes = [
                Change.Write(FieldName.kind, .text("rumour")), Change.Write(FieldName.text, .number(7)),
                Change.Write(mood, .unknown([0x79, 1, 2, 3, 4, 5, 6, 7, 8])), Change.Write(like, .flag(true)),
            ]
            let type = try RecordType(name: "poll").orViolation("a type")
            for (type, replica) in [(RecordType.entry, UInt64(3)), (type, 4)] {
                let change = bench.foreign(writes, to: bench.host.newRecordID(), type: type, replica: replica)
                let arrived = try StoredChange(bytes: change.bytes, hash: bench.host.hash)
                _ = try store.write { try $0.merge([NewChange(arrived, seq: nil)]) }
                let found = try store.read { try $0.projection(of: change.change.record) }
                let wanted = Projection(Record(change.change, id: change.id))
                try requireEqual(found?.projection, wanted, type.name)
            }
        },
    ]
}

/// Takes some changes out again: what is left must be as if they had never come.
private func discardSome(
    of changes: [StoredChange], from store: any SpaceStore, using random: inout SeededRandom, hash: @escaping Hash128,
    _ label: String
) throws {
    let gone = Set(changes.filter { _ in random.chance(0.3) }.map(\.id))
    try store.write { try $0.discard(gone.sorted()) }
    var left = RecordSet()
    for stored in changes where !gone.contains(stored.id) { left.merge(stored.change, id: stored.id) }
    try requireEqual(try StoreState.dump(store), StateDump.dump(left.records), "\(label), some discarded")
    try StoreState.checkTables(of: store, hash: hash, "\(label), some discarded")
}
