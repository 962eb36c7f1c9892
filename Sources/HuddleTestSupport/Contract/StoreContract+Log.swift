import HuddleCore
import HuddleStore

extension StoreContract {
    static let logCases = [
        Case("gives admitted changes the next places in the log, without gaps") { bench in
            let store = try bench.store()
            let changes = (1...5).map { number in
                bench.foreign(
                    [Change.Write(FieldName.text, .text("\(number)"))], to: bench.host.newDerivedID(),
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
            let id = bench.host.newDerivedID()
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
                verdicts.map(\.summary), ["admitted", "malformed", "clock_ahead", "admitted", "admitted"], "verdicts"
            )
            try requireEqual(try store.read { try $0.state().cursor.seq }, 5, "head")
        },
        Case("takes changes of no more than so many authors in one call, and the others in the next") { bench in
            let store = try bench.store()
            let changes = (1...UInt64(Limits.authorsPerCall) + 2).map { author in
                bench.foreign(
                    [Change.Write(FieldName.text, .text("by \(author)"))], to: bench.host.newDerivedID(),
                    replica: author
                )
            }
            let again = bench.foreign(
                [Change.Write(FieldName.text, .text("once more"))], to: bench.host.newDerivedID(), replica: 1, index: 2)
            let verdicts = try bench.admit(changes + [again], to: store).map(\.summary)
            let taken = [String](repeating: "admitted", count: Limits.authorsPerCall)
            try requireEqual(verdicts, taken + ["too_many_authors", "too_many_authors", "admitted"], "verdicts")
            try requireEqual(
                try bench.admit(Array(changes.suffix(2)), to: store), [.admitted, .admitted],
                "the others, offered again")
        },
        Case("takes nothing from far ahead, also not on what it took while its clock was ahead") { bench in
            let store = try bench.store()
            let id = bench.host.newDerivedID()
            let year: Int64 = 365 * 86_400_000
            func write(
                _ text: String, stamp: Int64, counter: UInt16 = 0, index: UInt64, on bases: [ChangeID]
            ) -> StoredChange {
                bench.foreign(
                    [Change.Write(FieldName.text, .text(text))], to: id, stamp: stamp, counter: counter, index: index,
                    bases: bases)
            }
            let taken = write("taken", stamp: year, index: 1, on: [])
            let first = try bench.admit([taken], to: store) + bench.admit([taken], to: store, later: year)
            try requireEqual(first.map(\.summary), ["clock_ahead", "admitted"], "when the clock is right, and ahead")
            let edit = write("edited", stamp: 0, index: 2, on: [taken.id])
            let beyond = write("from there", stamp: year, counter: 1, index: 3, on: [taken.id])
            let verdicts = try bench.admit([edit, beyond], to: store)
            try requireEqual(verdicts.map(\.summary), ["admitted", "clock_ahead"], "verdicts")
            let text = try store.read { try $0.records([id])[id]?[FieldName.text]?.value }
            try requireEqual(text, .text("edited"), "what is shown, however far ahead the base is")
            let (near, all, latest) = try store.read { reader in
                let (replica, now) = (ReplicaID(bits: 7), Stamp(time: bench.host.now(), counter: .max))
                return (
                    try reader.lastSettledStamp(of: replica, notAfter: now),
                    try reader.lastSettledStamp(of: replica, notAfter: .last),
                    try reader.latestStamp(in: id, notAfter: now)
                )
            }
            try requireEqual(near, edit.change.stamp, "the last stamp of those that are not ahead")
            try requireEqual(all, taken.change.stamp, "the last stamp of all")
            try requireEqual(latest, edit.change.stamp, "the last stamp of the record that is not ahead")
        },
        Case("stamps what is written on a record from the end of time by its own clock") { bench in
            let store = try bench.store()
            let id = bench.host.newDerivedID()
            let change = Change(
                stamp: .last, replica: ReplicaID(bits: 7), index: 1, record: id, type: .entry,
                writes: [Change.Write(FieldName.text, .text("for ever"))], bases: [])
            try bench.pull([StoredChange(change, hash: bench.host.hash)], into: store)
            let edit = try bench.write([Change.Write(FieldName.text, .text("for now"))], to: id, in: store)
            try requireEqual(edit.change.stamp.time, bench.host.now(), "the stamp")
            let text = try store.read { try $0.records([id])[id]?[FieldName.text] }
            try requireEqual(text?.heads.map(\.value), [.text("for now")], "what is shown")
        },
        Case("stamps what is written by a slow clock after what its author has seen") { bench in
            let store = try bench.store()
            let id = bench.host.newDerivedID()
            let seen = bench.foreign([Change.Write(FieldName.text, .text("seen"))], to: id, stamp: 200_000)
            try bench.pull([seen], into: store)
            let tag = try CellName(FieldName.tags, element: "late").orViolation("a tag")
            let edit = try bench.write([Change.Write(tag, .flag(true))], to: id, in: store)
            try requireEqual(edit.change.bases, [], "the bases of a cell that nobody wrote before")
            try requireEqual(edit.change.stamp, seen.change.stamp.successor, "the stamp")
            let author = try store.read { try $0.records([id])[id]?.origin?.replica }
            try requireEqual(author, ReplicaID(bits: 7), "the author")
        },
        Case("knows the former form of what it restamped when the log has it, and takes itself for no copy") { bench in
            let store = try bench.store()
            let written = try bench.capture("early", in: store)
            let late = WallTime(milliseconds: bench.host.now().milliseconds - 360_000)
            _ = try bench.pull([], from: .start, to: .start, serverTime: late, into: store)
            let renewed = try store.write { writer in
                try writer.restamp(ahead: [written.id], at: .start, wall: bench.host.now(), hash: bench.host.hash)
            }
            let now = try (renewed?.first).orViolation("it is restamped")
            let former = try store.read { try $0.former([written.id]) }
            try requireEqual(former[written.id]?.now, now, "the new form")
            try requireEqual(
                try store.write { try $0.merge([NewChange(written, seq: nil)]) }.merged, 0, "from a bundle")
            let end = Cursor.start.advanced(over: written.id, hash: bench.host.hash)
            let outcome = try bench.pull([.own(written.id)], from: .start, to: end, into: store)
            guard case .stored(let summary) = outcome else {
                throw ContractViolation(description: "the former form is taken for another's: \(outcome)")
            }
            try requireEqual(summary.merged, 1, "from the log")
            let heads = try store.read { try $0.records([written.change.record]) }[written.change.record]?.cells
                .flatMap(\.heads)
            try requireEqual(Set(heads?.map(\.id) ?? []), [now], "what stands")
        },
        Case("knows the chain at every seq, between its checkpoints too") { bench in
            let store = try bench.store()
            let changes = (1...600).map { number in
                bench.foreign(
                    [Change.Write(FieldName.text, .text("\(number)"))], to: bench.host.newDerivedID(),
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
            let other = bench.foreign([Change.Write(FieldName.text, .text("yours"))], to: bench.host.newDerivedID())
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
                [Change.Write(FieldName.text, .text("written by my twin"))], to: bench.host.newDerivedID(),
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
        _ items: [PulledItem], from start: Cursor, to end: Cursor, serverTime: WallTime? = nil,
        into store: any SpaceStore
    ) throws -> PullOutcome {
        let now = host.now()
        return try store.write {
            try $0.pull(
                items, from: start, to: end, head: end.seq + 1, refusals: [],
                serverTime: serverTime ?? WallTime(milliseconds: now.milliseconds + 1500), receivedAt: now,
                hash: host.hash)
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
