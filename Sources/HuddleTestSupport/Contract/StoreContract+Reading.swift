import HuddleCore
import HuddleStore

extension StoreContract {
    static let readingCases = [
        Case("outlines those that changed last, however many match") { bench in
            let store = try bench.store()
            let ids = try ["one", "two", "three", "four"].map { try bench.capture($0, in: store).change.record }
            try bench.write([Change.Write(FieldName.details, .text("changed"))], to: ids[0], in: store)
            var found: [RecordID] = []
            try store.read { reader in
                try reader.eachOutline(matching: EntryFilter(), newest: 2) { found.append($0.id) }
            }
            try requireEqual(found, [ids[0], ids[3]], "the newest two")
        },
        Case("filters entries by everything that a filter can say") { bench in
            let store = try bench.store()
            let meeting = bench.host.newDerivedID()
            let full = try bench.capture(
                "press stops", in: store,
                [
                    Change.Write(FieldName.kind, .text("frustration")),
                    Change.Write(FieldName.customer, .text("Ärzte AG")),
                    Change.Write(FieldName.product, .text("Press 9")), Change.Write(FieldName.site, .text("Lyon")),
                    Change.Write(FieldName.status, .text("done")), Change.Write(FieldName.meeting, .reference(meeting)),
                    Change.Write(FieldName.priority, .text("high")), Change.Write(FieldName.due, .text("2026-12-01")),
                    Change.Write(try bench.element(FieldName.owners, "Maria Silva"), .flag(true)),
                    Change.Write(try bench.element(FieldName.tags, "Qualität"), .flag(true)),
                ])
            let moment = bench.host.now()
            try bench.capture("plain", in: store)
            let filters: [(String, (inout EntryFilter) -> Void)] = [
                ("kind", { $0.kinds = [.known(.frustration)] }), ("status", { $0.statuses = [.known(.done)] }),
                ("customer", { $0.customer = "ärzte ag" }), ("product", { $0.product = "press 9" }),
                ("site", { $0.site = "LYON" }), ("owner", { $0.owners = ["jo", "maria"] }),
                ("whole owner", { $0.owners = ["maria  SILVA"] }), ("tag", { $0.tags = ["QUALITÄT"] }),
                ("priority", { $0.priority = "HIGH" }),
                ("due after", { $0.dueAfter = CivilDate("2026-11-30") }),
                ("due before", { $0.dueBefore = CivilDate("2026-12-02") }),
                ("meeting", { $0.meeting = meeting }),
                ("until", { $0.until = WallTime(milliseconds: moment.milliseconds + 1) }),
            ]
            for (name, narrow) in filters {
                var filter = EntryFilter()
                narrow(&filter)
                try requireEqual(try bench.ids(filter, in: store), [full.change.record], name)
            }
            var none = EntryFilter()
            none.owners = ["mar"]
            try requireEqual(try bench.ids(none, in: store), [], "part of a word is no name")
            none.owners = []
            none.tags = ["qualität", "other"]
            try requireEqual(try bench.ids(none, in: store), [], "of two tags both are wanted")
            none.tags = []
            none.authors = []
            try requireEqual(try bench.ids(none, in: store), [], "written by nobody")
            none.authors = [ReplicaID(bits: 0xabcd)]
            try requireEqual(try bench.ids(none, in: store).count, 2, "written by this one")
            var plain = EntryFilter()
            plain.statuses = [.known(.open)]
            plain.isUnowned = true
            plain.kinds = [.known(.note)]
            plain.since = WallTime(milliseconds: moment.milliseconds + 1)
            try requireEqual(try bench.ids(plain, in: store).count, 1, "what has no kind and no status")
        },
        Case("orders entries by capture, change, due date or priority") { bench in
            let store = try bench.store()
            let ids = try [nil, "2026-12-24", "2026-12-01", nil].map { due -> RecordID in
                let writes = due.map { [Change.Write(FieldName.due, .text($0))] } ?? []
                return try bench.capture("x", in: store, writes).change.record
            }
            try requireEqual(try bench.ids(EntryFilter(), in: store), ids.reversed(), "newest first")
            var filter = EntryFilter()
            filter.order = .dueThenAge
            try requireEqual(try bench.ids(filter, in: store), [ids[2], ids[1], ids[0], ids[3]], "due, then age")
            filter.limit = 2
            try requireEqual(try bench.ids(filter, in: store), [ids[2], ids[1]], "limit")
            filter = EntryFilter()
            filter.order = .oldestFirst
            try requireEqual(try bench.ids(filter, in: store), ids, "oldest first")
            for (id, priority) in [(ids[1], "low"), (ids[2], "High")] {
                bench.machine.advance(milliseconds: 10)
                try bench.write([Change.Write(FieldName.priority, .text(priority))], to: id, in: store)
            }
            filter.order = .lastChangedFirst
            try requireEqual(try bench.ids(filter, in: store), [ids[2], ids[1], ids[3], ids[0]], "changed")
            filter.order = .priorityFirst
            try requireEqual(try bench.ids(filter, in: store), [ids[2], ids[3], ids[0], ids[1]], "priority")
        },
        Case("names records by the fewest letters that are unambiguous") { bench in
            let store = try bench.store()
            // The handles' last letters differ, or their fifth.
            let lows: [UInt64] = [0x8000_1111_1111_1111, 0x8000_1111_1111_1112, 0x8011_1122_2222_2222]
            for low in lows {
                try bench.capture("x", in: store, id: .ofAnyType(low: low))
            }
            var lengths: [UInt64: Int] = [:]
            try store.read { reader in
                try reader.eachEntry(matching: EntryFilter()) { stored in
                    lengths[stored.projection.id.digest.low] = stored.shortID.utf8.count
                    let range = try ShortID.range(of: stored.shortID).orViolation("a short id is one")
                    let found = try reader.candidates(for: range, limit: 5)
                    try requireEqual(found.map(\.projection.id), [stored.projection.id], stored.shortID)
                }
            }
            try requireEqual(lengths, [lows[0]: 14, lows[1]: 14, lows[2]: 4], "lengths")
        },
        Case("hides what was deleted, and shows what was edited by someone who had not heard of it") { bench in
            let store = try bench.store()
            let first = try bench.capture("x", in: store)
            let id = first.change.record
            try bench.write([Change.Write(FieldName.deleted, .flag(true))], to: id, in: store)
            try requireEqual(try bench.ids(EntryFilter(), in: store), [], "deleted")
            try requireEqual(try store.read { try $0.counts().entries }, 0, "entries counted")
            let unseen = bench.foreign(
                [Change.Write(FieldName.text, .text("but"))], to: id, stamp: 4000, bases: [first.id])
            _ = try store.write { try $0.merge([NewChange(unseen, seq: nil)]) }
            try requireEqual(try bench.ids(EntryFilter(), in: store), [id], "edited while deleted")
            let listed = try store.read { try $0.projection(of: id) }
            try requireEqual(listed?.projection.presence, .editedWhileDeleted, "presence")
        },
        Case("lists meetings by day, the latest first, and people as they came") { bench in
            let store = try bench.store()
            for (title, day) in [("Old", "2026-01-01"), ("New", "2026-11-02"), ("Middle", "2026-06-01")] {
                let writes = [
                    Change.Write(FieldName.title, .text(title)), Change.Write(FieldName.day, .text(day)),
                    Change.Write(try bench.element(FieldName.people, "Jo"), .flag(true)),
                ]
                try bench.write(writes, to: bench.host.newDerivedID(), type: .meeting, in: store)
            }
            let meetings = try store.read { try $0.projections(of: .meeting, limit: 2) }.map { Meeting($0.projection) }
            try requireEqual(meetings.map(\.title), ["New", "Middle"], "meetings")
            try requireEqual(meetings.first?.people, ["Jo"], "people")
            try requireEqual(meetings.first?.day, CivilDate("2026-11-02"), "day")
        },
    ]
}

extension StoreContract.Workbench {
    func element(_ field: CellName, _ element: String) throws -> CellName {
        try CellName(field, element: element).orViolation("an element's name")
    }

    func ids(_ filter: EntryFilter, in store: any SpaceStore) throws -> [RecordID] {
        var ids: [RecordID] = []
        try store.read { try $0.eachEntry(matching: filter) { ids.append($0.projection.id) } }
        return ids
    }
}
