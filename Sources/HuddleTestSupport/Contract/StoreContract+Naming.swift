import HuddleCore
import HuddleStore

extension StoreContract {
    static let namingCases = [
        Case("finds links and comments from their other end, while they are in sight") { bench in
            let store = try bench.store()
            let target = try bench.capture("blades wear out", in: store).change.record
            let link = Link(.known(.addresses), target)
            let source = try bench.capture(
                "order blades", in: store, [Change.Write(try bench.element(FieldName.links, link.element), .flag(true))]
            ).change.record
            let comment = bench.host.newDerivedID()
            let words = [
                Change.Write(FieldName.text, .text("seen")), Change.Write(FieldName.parent, .reference(target)),
            ]
            try bench.write(words, to: comment, type: .comment, in: store)
            func links() throws -> [RecordID] {
                try store.read { try $0.links(to: target) }.map(\.source.projection.id)
            }
            try requireEqual(try links(), [source], "links")
            try requireEqual(try bench.ids(target, in: store), [comment], "comments")
            try requireEqual(try bench.ids(source, in: store), [], "comments of another")
            var bare = EntryFilter()
            bare.unlinkedBy = [.addresses]
            try requireEqual(try bench.ids(bare, in: store), [source], "what nothing addresses")
            try bench.write([Change.Write(FieldName.status, .text("dropped"))], to: source, in: store)
            try requireEqual(try bench.ids(bare, in: store), [source, target], "what nothing addresses any more")
            try bench.write([Change.Write(FieldName.status, .text("done"))], to: source, in: store)
            try requireEqual(try bench.ids(bare, in: store), [source], "what nothing addressed")
            bare.unlinkedBy = [.answers, .follows]
            try requireEqual(try bench.ids(bare, in: store), [source, target], "what nothing answers")
            bare.unlinkedBy = []
            bare.isUncommented = true
            try requireEqual(try bench.ids(bare, in: store), [source], "what nobody spoke about")
            for id in [source, comment] {
                try bench.write([Change.Write(FieldName.deleted, .flag(true))], to: id, in: store)
            }
            try requireEqual(try links(), [], "links of what was deleted")
            try requireEqual(try bench.ids(target, in: store), [], "deleted comments")
            var deleted = EntryFilter()
            deleted.isDeleted = true
            try requireEqual(try bench.ids(deleted, in: store), [source], "what is deleted")
        },
        Case("tells the same of many entries, page by page, as of each alone") { bench in
            let store = try bench.store()
            var random = SeededRandom(seed: 3)
            var low: UInt64 = 1 << 63
            var given: Set<UInt64> = []
            let foreign = (1...1500).map { number in
                // A handle differs from the one before in few bits.
                while !given.insert(low).inserted { low ^= 1 << UInt64.random(in: 0..<56, using: &random) }
                return bench.foreign(
                    [Change.Write(FieldName.text, .text("x"))], to: .ofAnyType(UInt64(number), low: low),
                    stamp: Int64(number), index: UInt64(number))
            }
            try bench.pull(foreign, into: store)
            for change in foreign.prefix(3) { try bench.capture("edited", in: store, id: change.change.record) }
            try bench.capture("new", in: store)
            try store.read { reader in
                var places: [RecordPlace] = []
                try reader.eachOutline(matching: EntryFilter()) { places.append($0.place) }
                var found: [StoredProjection] = []
                for start in stride(from: 0, to: places.count, by: 400) {
                    try reader.eachEntry(at: Array(places[start...].prefix(400))) { found.append($0) }
                }
                try requireEqual(found.count, 1501, "entries")
                for stored in found {
                    let alone = try reader.projection(of: stored.projection.id).orViolation("what was listed")
                    try requireEqual(stored, alone, "of many")
                }
                try requireEqual(found.count { !$0.settled }, 4, "entries with something unsettled")
                try require(Set(found.map(\.shortID.utf8.count)).count > 3, "short ids of several lengths")
            }
        },
        Case("counts the names that entries in sight use") { bench in
            let store = try bench.store()
            let acme = try bench.capture("a", in: store, [Change.Write(FieldName.customer, .text("Acme"))])
            let done = try bench.capture(
                "b", in: store,
                [
                    Change.Write(FieldName.customer, .text("Acme")), Change.Write(FieldName.status, .text("done")),
                    Change.Write(try bench.element(FieldName.tags, "press"), .flag(true)),
                    Change.Write(try bench.element(FieldName.tags, "Größe"), .flag(true)),
                ])
            func names(_ field: NamedField) throws -> [String] {
                try store.read { try $0.names(in: field) }.map { "\($0.name) \($0.open)/\($0.total)" }
            }
            try requireEqual(try names(.customer), ["Acme 1/2"], "customers")
            try requireEqual(try names(.tag), ["Größe 0/1", "press 0/1"], "tags")
            try bench.write([Change.Write(FieldName.customer, .text("Berg"))], to: acme.change.record, in: store)
            try requireEqual(try names(.customer), ["Acme 0/1", "Berg 1/1"], "renamed")
            try bench.write([Change.Write(FieldName.deleted, .flag(true))], to: done.change.record, in: store)
            try requireEqual(try names(.customer), ["Berg 1/1"], "deleted")
            try requireEqual(try names(.tag), [], "tags of what was deleted")
            _ = try store.write { try $0.rebuild(hash: bench.host.hash) }
            try requireEqual(try names(.customer), ["Berg 1/1"], "rebuilt")
        },
        Case("finds what is overdue, and takes no other text for a date") { bench in
            let store = try bench.store()
            let ids = try ["2026-11-01", "2026-12-01", "1 soon"].map { day in
                try bench.capture("x", in: store, [Change.Write(FieldName.due, .text(day))]).change.record
            }
            var filter = EntryFilter()
            filter.dueBefore = CivilDate("2026-11-20")
            try requireEqual(try bench.ids(filter, in: store), [ids[0]], "overdue")
        },
    ]
}

extension StoreContract.Workbench {
    /// The comments on a record.
    func ids(_ parent: RecordID, in store: any SpaceStore) throws -> [RecordID] {
        try store.read { try $0.children(of: parent, type: .comment) }.map(\.projection.id)
    }
}
