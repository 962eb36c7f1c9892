import HuddleCore
import HuddleStore

extension StoreContract {
    static let changeCases = [
        Case("gives a change's bytes back as they came") { bench in
            let store = try bench.store()
            let id = bench.host.newDerivedID()
            let known = bench.foreign([Change.Write(FieldName.text, .text("x"))], to: id)
            // Field 15, varint 1: what a newer version may add.
            let bytes = known.bytes + [0x78, 0x01]
            let newer = try StoredChange(bytes: bytes, hash: bench.host.hash)
            _ = try store.write { try $0.merge([NewChange(newer, seq: nil)]) }
            try requireEqual(try store.read { try $0.changes(of: id) }.map(\.bytes), [bytes], "bytes")
            try requireEqual(
                try store.read { try $0.outbox(after: nil, page: .full) }.map(\.bytes), [bytes], "outbox")
        },
        Case("holds a change once, however often it comes") { bench in
            let store = try bench.store()
            let change = bench.foreign([Change.Write(FieldName.text, .text("x"))], to: bench.host.newDerivedID())
            let arrivals = [NewChange(change, seq: nil), NewChange(change, seq: nil)]
            try requireEqual(try store.write { try $0.merge(arrivals).merged }, 1, "merged")
            try requireEqual(try store.write { try $0.merge(arrivals).merged }, 0, "merged again")
            try requireEqual(try store.read { try $0.counts().changes }, 1, "changes")
        },
        Case("keeps the outbox in the order of writing, in pages, without what is in quarantine") { bench in
            let store = try bench.store()
            let changes = try (1...5).map { try bench.capture("entry \($0)", in: store) }
            let refusal = Refusal(id: changes[1].id, code: "quota", detail: "", at: bench.host.now())
            try store.write { try $0.quarantine([refusal]) }
            let page = PageLimit(changes: 2, bytes: .max)
            let first = try store.read { try $0.outbox(after: nil, page: page) }
            let second = try store.read { try $0.outbox(after: first.last?.key, page: page) }
            let ids = (first + second).map(\.id)
            try requireEqual(ids, [0, 2, 3, 4].map { changes[$0].id }, "outbox")
            try requireEqual(
                try store.read { try $0.quarantine() }.map(\.refusal), [refusal], "quarantine")
        },
        Case("lets a page pass the limit of bytes by one change at most") { bench in
            let store = try bench.store()
            for _ in 1...3 { try bench.capture("twenty bytes or more", in: store) }
            let page = try store.read { try $0.outbox(after: nil, page: PageLimit(changes: 10, bytes: 1)) }
            try requireEqual(page.count, 1, "a page is never empty")
        },
        Case("keeps text of every kind to the byte") { bench in
            let store = try bench.store()
            let texts = [
                "a\u{0}b", "\u{1F469}\u{200D}\u{1F527}", "e\u{301}", "\u{e9}", "line\nline", "\u{1b}]8;;x\u{7}",
                String(repeating: "long ", count: 5000), "'; DROP TABLE change; --",
            ]
            for text in texts {
                let change = try bench.capture(text, in: store)
                let read = try store.read { try $0.projection(of: change.change.record) }
                let found = read.map { Entry($0.projection).text } ?? "nothing"
                try require(found.utf8.elementsEqual(text.utf8), "text changed: \(found.visible)")
            }
        },
        Case("settles what was read back from the log, and takes it out of quarantine") { bench in
            let store = try bench.store()
            let change = try bench.capture("x", in: store)
            let refusal = Refusal(id: change.id, code: "quota", detail: "", at: bench.host.now())
            try store.write { try $0.quarantine([refusal]) }
            try store.write { try $0.settle([(id: change.id, seq: 1)]) }
            let counts = try store.read { try $0.counts() }
            try requireEqual(counts.unsettled + counts.quarantined, 0, "unsettled and quarantined")
            let listed = try store.read { try $0.projection(of: change.change.record) }
            try require(listed?.settled == true, "the record is settled")
        },
        Case("forgets every place in the log and nothing else") { bench in
            let store = try bench.store()
            let changes = try (1...3).map { try bench.capture("entry \($0)", in: store) }
            try store.write { writer in
                try writer.settle(changes.enumerated().map { (id: $1.id, seq: UInt64($0 + 1)) })
                var state = try writer.state()
                state.cursor = Cursor(seq: 3, chain: Digest128(high: 1, low: 1))
                try writer.setState(state)
                try writer.forgetLog()
            }
            try requireEqual(try store.read { try $0.state().cursor }, .start, "cursor")
            try requireEqual(
                try store.read { try $0.outbox(after: nil, page: .full) }.map(\.id), changes.map(\.id), "outbox")
        },
    ]
}
