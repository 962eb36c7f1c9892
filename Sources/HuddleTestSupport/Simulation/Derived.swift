import HuddleCore
import HuddleStore

/// What a set of changes adds up to, derived without any store, in two orders and from the definition.
struct Derived {
    let records: [Record]
    let dump: String
    private let dumps: [RecordID: String]

    /// - Throws: `Violation`, where the orders differ, or a record is not what the definition says.
    init(_ changes: [Arrived], using random: inout SeededRandom) throws {
        var set = RecordSet()
        for arrived in changes { set.merge(arrived.change, id: arrived.id) }
        records = set.records
        dump = StateDump.dump(records)
        dumps = Dictionary(uniqueKeysWithValues: records.map { ($0.id, StateDump.dump([$0])) })

        var other = RecordSet()
        let shuffled = changes.shuffled(using: &random)
        for arrived in shuffled + shuffled.prefix(10) { other.merge(arrived.change, id: arrived.id) }
        try hold(StateDump.dump(other.records) == dump, .mergingIsUnion, "two orders of \(changes.count) changes")

        let byRecord = Dictionary(grouping: changes) { $0.change.record }
        for record in records {
            let difference = Definition(byRecord[record.id] ?? []).difference(from: record)
            try hold(difference == nil, .winnerIsHead, "\(difference ?? "") of \(record.id.text)")
        }
    }

    /// Whether a store's tables hold just this: records, and what lists show.
    func check(_ reader: any SpaceReader, _ label: String) throws {
        let stored = try reader.records(records.map(\.id))
        for record in records {
            let found = stored[record.id].map { StateDump.dump([$0]) }
            try hold(found == dumps[record.id], .tablesEqualRebuild, "\(label), record \(record.id.text)")
            try hold(stored[record.id]?.awaited == record.awaited, .tablesEqualRebuild, "\(label), awaited")
        }
        let ids = try reader.recordIDs(after: nil, limit: records.count + 1)
        try hold(ids == records.map(\.id), .tablesEqualRebuild, "\(label): other records")
        let wanted = records.compactMap { Projection($0) }
            .filter { $0.type == .entry && $0.presence.isInSight }
            .sorted { ($0.created, $0.id) > ($1.created, $1.id) }
        var found: [Projection] = []
        try reader.eachEntry(matching: EntryFilter()) { found.append($0.projection) }
        try hold(found == wanted, .tablesEqualRebuild, "\(label): the list")
    }
}
