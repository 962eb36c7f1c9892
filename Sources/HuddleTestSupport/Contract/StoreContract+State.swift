import HuddleCore
import HuddleStore

extension StoreContract {
    static let stateCases = [
        Case("keeps its state as it was written") { bench in
            let store = try bench.store()
            var state = try store.read { try $0.state() }
            state.name = "Ärger \u{1F600}"
            state.lastIndex = 41
            state.clock = HybridClock(last: Stamp(bits: 1 << 40), offsetMilliseconds: -5)
            state.cursor = Cursor(seq: 9, chain: Digest128(high: .max, low: 1))
            state.person = bench.host.newDerivedID()
            state.lastSync = WallTime(milliseconds: 12)
            state.serverHead = 11
            state.birthplace = "disk 7, file 12"
            try store.write { try $0.setState(state) }
            try requireEqual(try store.read { try $0.state() }, state, "state")
        },
        Case("leaves nothing behind of a transaction that throws") { bench in
            let store = try bench.store()
            try bench.capture("stays", in: store)
            let before = try store.read { try $0.state() }
            struct Stop: Error {}
            do {
                try store.write { writer in
                    let edit = Edit(
                        record: bench.host.newDerivedID(), type: .entry,
                        writes: [Change.Write(FieldName.text, .text("goes"))])
                    _ = try writer.capture([edit], wall: bench.host.now(), hash: bench.host.hash)
                    throw Stop()
                }
                throw ContractViolation(description: "the body's error must come through")
            } catch is Stop {}
            try requireEqual(try store.read { try $0.state() }, before, "state")
            try requireEqual(try store.read { try $0.counts().changes }, 1, "changes")
        },
        Case("counts what is held, unsettled and in quarantine") { bench in
            let store = try bench.store()
            let first = try bench.capture("one", in: store)
            try bench.capture("two", in: store)
            let refusal = Refusal(id: first.id, code: "quota", detail: "why", at: bench.host.now())
            try store.write { try $0.quarantine([refusal]) }
            let counts = try store.read { try $0.counts() }
            try requireEqual(counts.changes, 2, "changes")
            try requireEqual(counts.unsettled, 2, "unsettled")
            try requireEqual(counts.quarantined, 1, "quarantined")
            try requireEqual(counts.entries, 2, "entries")
        },
    ]
}
