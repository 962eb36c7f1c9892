import HuddleCore
import HuddleStore

extension StoreContract {
    static let logCases = [
        Case("gives admitted changes the next places in the log, without gaps") { bench in
            let store = try bench.store()
            let changes = (1...5).map { number in
                bench.foreign(
                    [Change.Write(FieldName.text, .text("\(number)"))], to: bench.host.newRecordID(),
                    index: UInt64(number))
            }
            try requireEqual(
                try bench.admit(changes, to: store), [Verdict](repeating: .admitted, count: 5), "verdicts")
            let log = try store.read { try $0.log(after: 0, page: .full) }
            try requireEqual(log.map(\.seq), [1, 2, 3, 4, 5], "seqs")
            try requireEqual(log.map(\.bytes), changes.map(\.bytes), "bytes")
            let rest = try store.read { try $0.log(after: 3, page: PageLimit(changes: 1, bytes: .max)) }
            try requireEqual(rest.map(\.seq), [4], "a page from the middle")
            try requireEqual(
                try bench.admit([changes[2]], to: store), [.duplicate], "a change that is part of the log")
        },
        Case("refuses a change for itself alone") { bench in
            let store = try bench.store()
            let id = bench.host.newRecordID()
            let good = bench.foreign([Change.Write(FieldName.text, .text("good"))], to: id)
            let ahead = bench.foreign([Change.Write(FieldName.text, .text("soon"))], to: id, stamp: 301_000, index: 2)
            let backward = bench.foreign(
                [Change.Write(FieldName.text, .text("old"))], to: id, stamp: -1, index: 3, bases: [good.id])
            let last = bench.foreign(
                [Change.Write(FieldName.text, .text("last"))], to: id, stamp: 5, index: 4, bases: [good.id])
            let admission = try store.write {
                try $0.admit(
                    [good.bytes, [0xff], ahead.bytes, backward.bytes, last.bytes], now: SimulatedHost.start,
                    hash: bench.host.hash)
            }
            let verdicts = admission.verdicts
            try requireEqual(admission.authors, [ReplicaID(bits: 7)], "who wrote what was let in")
            try requireEqual(admission.newAuthors, admission.authors, "of whom the log had nothing")
            let next = bench.foreign([Change.Write(FieldName.text, .text("next"))], to: id, stamp: 6, index: 5)
            let other = bench.foreign(
                [Change.Write(FieldName.text, .text("other"))], to: id, replica: 9, stamp: 6, index: 1)
            let later = try store.write {
                try $0.admit([next.bytes, other.bytes], now: SimulatedHost.start, hash: bench.host.hash)
            }
            try requireEqual(later.authors, [ReplicaID(bits: 7), ReplicaID(bits: 9)], "who wrote what came later")
            try requireEqual(later.newAuthors, [ReplicaID(bits: 9)], "of whom the log had nothing then")
            try requireEqual(
                verdicts.map(\.summary), ["admitted", "malformed", "clock_ahead", "stamp_order", "admitted"], "verdicts"
            )
            try requireEqual(try store.read { try $0.state().cursor.seq }, 4, "head")
        },
        Case("takes changes of no more than so many authors in one call, and the others in the next") { bench in
            let store = try bench.store()
            let changes = (1...UInt64(Limits.authorsPerCall) + 2).map { author in
                bench.foreign(
                    [Change.Write(FieldName.text, .text("by \(author)"))], to: bench.host.newRecordID(), replica: author
                )
            }
            let again = bench.foreign(
                [Change.Write(FieldName.text, .text("once more"))], to: bench.host.newRecordID(), replica: 1, index: 2)
            let verdicts = try bench.admit(changes + [again], to: store).map(\.summary)
            let taken = [String](repeating: "admitted", count: Limits.authorsPerCall)
            try requireEqual(verdicts, taken + ["too_many_authors", "too_many_authors", "admitted"], "verdicts")
            try requireEqual(
                try bench.admit(Array(changes.suffix(2)), to: store), [.admitted, .admitted],
                "the others, offered again")
        },
        Case("takes what is written on what it took while its clock was ahead, and nothing else from there") { bench in
            let store = try bench.store()
            let id = bench.host.newRecordID()
            let year: Int64 = 365 * 86_400_000
            func write(
                _ text: String, stamp: Int64 = year, counter: UInt16 = 0, index: UInt64, on bases: [ChangeID]
            ) -> StoredChange {
                bench.foreign(
                    [Change.Write(FieldName.text, .text(text))], to: id, stamp: stamp, counter: counter, index: index,
                    bases: bases)
            }
            let taken = write("taken", index: 1, on: [])
            let first = try bench.admit([taken], to: store) + bench.admit([taken], to: store, later: year)
            try requireEqual(first.map(\.summary), ["clock_ahead", "admitted"], "when the clock is right, and ahead")
            let edit = write("edited", counter: 1, index: 2, on: [taken.id])
            let second = write("again", counter: 2, index: 3, on: [edit.id])
            let beside = write("new", counter: 3, index: 4, on: [])
            let carried = write("carried", stamp: year + 1, index: 7, on: [second.id])
            let later = write("later", stamp: year + 3, index: 5, on: [carried.id])
            let elsewhere = bench.foreign(
                [Change.Write(FieldName.text, .text("of another record"))], to: bench.host.newRecordID(), stamp: year,
                counter: .max, index: 8, bases: [second.id])
            let unknown = write("on what is nowhere", counter: 1, index: 6, on: [beside.id])
            let verdicts = try bench.admit([edit, second, carried, beside, later, unknown, elsewhere], to: store)
            let refused = [String](repeating: "clock_ahead", count: 4)
            try requireEqual(verdicts.map(\.summary), ["admitted", "admitted", "admitted"] + refused, "verdicts")
            let (near, all) = try store.read { reader in
                let replica = ReplicaID(bits: 7)
                let now = Stamp(time: bench.host.now(), counter: .max)
                return (
                    try reader.lastSettledStamp(of: replica, notAfter: now),
                    try reader.lastSettledStamp(of: replica, notAfter: .last)
                )
            }
            try requireEqual(near, .zero, "the last stamp of those that are not ahead")
            try requireEqual(all, carried.change.stamp, "the last stamp of all")
        },
        Case("knows the chain at every seq, between its checkpoints too") { bench in
            let store = try bench.store()
            let changes = (1...600).map { number in
                bench.foreign(
                    [Change.Write(FieldName.text, .text("\(number)"))], to: bench.host.newRecordID(),
                    index: UInt64(number))
            }
            _ = try bench.admit(changes, to: store)
            var cursor = Cursor.start
            for change in changes {
                cursor = cursor.advanced(over: change.id, hash: bench.host.hash)
                guard [1, 255, 256, 257, 511, 512, 599, 600].contains(cursor.seq) else { continue }
                let chain = try store.read { try $0.chain(at: cursor.seq, hash: bench.host.hash) }
                try requireEqual(chain, cursor.chain, "chain at \(cursor.seq)")
            }
            let beyond = try store.read { try $0.chain(at: 601, hash: bench.host.hash) }
            try require(beyond == nil, "there is no chain beyond the head")
        },
        Case("stores a pulled page whole, and moves the cursor with it") { bench in
            let store = try bench.store()
            let own = try bench.capture("mine", in: store)
            let other = bench.foreign([Change.Write(FieldName.text, .text("yours"))], to: bench.host.newRecordID())
            let end = Cursor.start.advanced(over: other.id, hash: bench.host.hash)
                .advanced(over: own.id, hash: bench.host.hash)
            let items = [PulledItem.change(other), .own(own.id)]
            let outcome = try bench.pull(items, from: .start, to: end, into: store)
            guard case .stored(let summary) = outcome else {
                throw ContractViolation(description: "the page was not stored: \(outcome)")
            }
            try requireEqual(summary.merged, 1, "new changes")
            let state = try store.read { try $0.state() }
            try requireEqual(state.cursor, end, "cursor")
            try requireEqual(state.clock.offsetMilliseconds, 1500, "the clock's offset")
            try requireEqual(try store.read { try $0.counts().unsettled }, 0, "unsettled")
            let again = try bench.pull(items, from: .start, to: end, into: store)
            try requireEqual(again, .overtaken, "the same page again")
        },
        Case("notices that it is a copy before anything is stored") { bench in
            let store = try bench.store()
            let lost = bench.foreign(
                [Change.Write(FieldName.text, .text("written by my twin"))], to: bench.host.newRecordID(),
                replica: 0xabcd)
            let end = Cursor.start.advanced(over: lost.id, hash: bench.host.hash)
            for item in [PulledItem.own(lost.id), .change(lost)] {
                try requireEqual(try bench.pull([item], from: .start, to: end, into: store), .isCopy, "outcome")
            }
            try requireEqual(try store.read { try $0.counts().changes }, 0, "changes")
            try store.write { try $0.renewReplica(ReplicaID(bits: 99), wall: bench.host.now(), hash: bench.host.hash) }
            let outcome = try bench.pull([.change(lost)], from: .start, to: end, into: store)
            guard case .stored = outcome else { throw ContractViolation(description: "not stored: \(outcome)") }
        },
    ]
}

extension StoreContract.Workbench {
    func pull(
        _ items: [PulledItem], from start: Cursor, to end: Cursor, into store: any SpaceStore
    ) throws -> PullOutcome {
        let now = host.now()
        return try store.write {
            try $0.pull(
                items, from: start, to: end, head: end.seq + 1, refusals: [],
                serverTime: WallTime(milliseconds: now.milliseconds + 1500), receivedAt: now)
        }
    }
}

extension Verdict {
    /// One word: admitted, duplicate or the code.
    package var summary: String {
        switch self {
        case .admitted: "admitted"
        case .duplicate: "duplicate"
        case .refused(let code, _): code.rawValue
        }
    }
}
