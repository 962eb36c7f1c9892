import HuddleCore
import HuddleStore

extension StoreContract {
    static let mergeCases = [
        Case("lets nobody move the type, the author or the time of what somebody else captured") { bench in
            let store = try bench.store()
            let entry = try bench.capture("The press stops", in: store, isNew: true).change
            let before = try store.read { try $0.projection(of: entry.record) }?.projection
            let zz = try CellName("zz").orViolation("a cell")
            let edit = Change(
                stamp: Stamp(bits: 1), replica: ReplicaID(bits: 7), index: 1, record: entry.record,
                writes: [Change.Write(zz, .flag(true))], bases: [])
            // Field 5, the type: nobody else can give birth to it.
            let birth = edit.encoded() + [0x2a, 2] + Array("zz".utf8)
            let verdicts = try store.write {
                try $0.admit([edit.encoded(), birth], now: bench.host.now(), hash: bench.host.hash)
            }.verdicts
            try requireEqual(verdicts.map(\.summary), ["admitted", "malformed"], "verdicts")
            let after = try store.read { try $0.projection(of: entry.record) }?.projection
            try requireEqual(after?.type, .entry, "type")
            try requireEqual(after?.author, before?.author, "author")
            try requireEqual(after?.created, before?.created, "time")
            try requireEqual(try bench.ids(EntryFilter(), in: store), [entry.record], "the list")
        },
        Case("lets a further import add a name, and take none and hide nothing") { bench in
            let store = try bench.store()
            let id = RecordID(derivedFrom: ["row"], .tableRow, hash: bench.host.hash)
            func imported(by replica: UInt64, _ stamp: Stamp) -> StoredChange {
                let change = Change(
                    stamp: stamp, replica: ReplicaID(bits: replica), index: 1, record: id, type: .entry,
                    writes: [Change.Write(FieldName.text, .text("The press stops"))], bases: [])
                return StoredChange(change, hash: bench.host.hash)
            }
            let now = bench.host.now()
            _ = try bench.admit(
                [imported(by: 7, Stamp(time: now, counter: 0)), imported(by: 8, Stamp(bits: 1))], to: store)
            let found = try (try store.read { try $0.projection(of: id) }?.projection).orViolation("it is there")
            try requireEqual([found.author] + found.notedBy, [8, 7].map { ReplicaID(bits: $0) }, "who noted it")
            try requireEqual(found.created, now, "when it was noted last")
            for replica in [7, 8] as [UInt64] {
                var filter = EntryFilter()
                filter.authors = [ReplicaID(bits: replica)]
                filter.since = now
                try requireEqual(try bench.ids(filter, in: store), [id], "what \(replica) noted since then")
            }
            let state = try store.read { try $0.records([id])[id] }
            try requireEqual(state?.births.count, 2, "births that are read back")
        },
        Case("holds what is written to a record until its birth arrives, and shows it then") { bench in
            let store = try bench.store()
            let birth = Change.birth(
                stamp: Stamp(time: bench.host.now(), counter: 0), replica: ReplicaID(bits: 7), index: 1, type: .entry,
                writes: [Change.Write(FieldName.text, .text("The press stops"))], hash: bench.host.hash)
            let tag = try bench.element(FieldName.tags, "late")
            let edit = bench.foreign(
                [Change.Write(tag, .flag(true))], to: birth.record, type: nil, replica: 8, stamp: 5)
            try requireEqual(try bench.admit([edit], to: store), [.admitted], "an edit alone")
            try requireEqual(try bench.ids(EntryFilter(), in: store), [], "the list")
            try require(try store.read { try $0.projection(of: birth.record) } == nil, "nothing is shown")
            try requireEqual(try store.read { try $0.verify(hash: bench.host.hash) }, [], "findings")
            _ = try bench.admit([StoredChange(birth, hash: bench.host.hash)], to: store)
            var filter = EntryFilter()
            filter.tags = ["late"]
            try requireEqual(try bench.ids(filter, in: store), [birth.record], "the list, with the birth")
            try requireEqual(try store.write { try $0.integrityFaults() }, [], "faults")
        },
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
                    try store.write { try $0.rebuild(hash: bench.host.hash) }
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
                let change = bench.foreign(writes, to: bench.host.newDerivedID(), type: type, replica: replica)
                let arrived = try StoredChange(bytes: change.bytes, hash: bench.host.hash)
                _ = try store.write { try $0.merge([NewChange(arrived, seq: nil)]) }
                let found = try store.read { try $0.projection(of: change.change.record) }
                let wanted = try Projection(Record(change.change, id: change.id)).orViolation("a birth is shown")
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
