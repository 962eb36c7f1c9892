import HuddleCore
import HuddleStore

extension StoreContract {
    static let searchingCases = [
        Case("finds records by words, starts of words and phrases in every text, and marks the hits") { bench in
            let store = try bench.store()
            let blades = try bench.capture(
                "Größere blades wear out", in: store,
                [
                    Change.Write(FieldName.details, .text("the BLADE\nwears")),
                    Change.Write(try bench.element(FieldName.tags, "blade"), .flag(true)),
                    Change.Write(try bench.element(FieldName.tags, "oven"), .flag(true)),
                ]
            ).change.record
            let plain = try bench.capture("out of order", in: store).change.record
            func found(_ terms: SearchQuery.Term...) throws -> [FoundRecord] {
                try store.read { try $0.found(by: SearchQuery(terms: terms), matching: nil, limit: 10) }
            }
            func ids(_ terms: SearchQuery.Term...) throws -> [RecordID] {
                try store.read { try $0.found(by: SearchQuery(terms: terms), matching: nil, limit: 10) }
                    .map(\.stored.projection.id)
            }
            try requireEqual(try ids(.init("out")), [plain, blades], "the latest first")
            try requireEqual(try ids(.init("OUT"), .init("grossere")), [], "two words that are in no one record")
            try requireEqual(try ids(.init("OUT"), .init("großere")), [blades], "case and accents")
            try requireEqual(try ids(.init("bla", isPrefix: true)), [blades], "the start of a word")
            try requireEqual(try ids(.init("bla")), [], "not a whole word")
            try requireEqual(try ids(.init("wear out")), [blades], "a phrase")
            try requireEqual(try ids(.init("out wear")), [], "a phrase in another order")
            try requireEqual(try ids(.init("!!")), [], "no word at all")
            try requireEqual(try ids(.init("!!"), .init("out")), [plain, blades], "no word beside one")
            let hits = try found(.init("blade")).first.orViolation("a hit").passages
            try requireEqual(hits.map(\.field), [.details, .tags], "fields with hits")
            try requireEqual(
                hits.first?.pieces,
                [.init("the ", isHit: false), .init("BLADE", isHit: true), .init("\nwears", isHit: false)], "pieces")
            try requireEqual(hits.last?.pieces.map(\.text).joined(), "blade, oven", "elements of a set")
        },
        Case("searches what is in sight, and of entries those that a filter wants") { bench in
            let store = try bench.store()
            let ids = try (0..<3).map { number in
                let kind = Change.Write(FieldName.kind, .text(number == 1 ? "idea" : "note"))
                return try bench.capture("press \(number)", in: store, [kind]).change.record
            }
            func found(_ filter: EntryFilter?, limit: Int = 10) throws -> [RecordID] {
                try store.read { reader in
                    try reader.found(by: SearchQuery(["press"]), matching: filter, limit: limit)
                        .map(\.stored.projection.id)
                }
            }
            try requireEqual(try found(nil), ids.reversed(), "all")
            try requireEqual(try found(nil, limit: 2), [ids[2], ids[1]], "limit")
            var filter = EntryFilter()
            filter.kinds = [.known(.idea)]
            try requireEqual(try found(filter), [ids[1]], "filtered")
            try bench.write([Change.Write(FieldName.deleted, .flag(true))], to: ids[2], in: store)
            try requireEqual(try found(nil), [ids[1], ids[0]], "deleted")
            try bench.write([Change.Write(FieldName.text, .text("oven"))], to: ids[1], in: store)
            try requireEqual(try found(nil), [ids[0]], "edited")
        },
    ]
}
