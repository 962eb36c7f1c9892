package import HuddleCore
package import HuddleStore
import HuddleWire

/// A whole store's state, for comparing.
package enum StoreState {
    /// Every change that is held, in the order of its arrival.
    package static func changes(_ reader: any SpaceReader) throws -> [ArrivedChange] {
        var changes: [ArrivedChange] = []
        while true {
            let page = try reader.changes(after: changes.last?.key, page: .full)
            if page.isEmpty { return changes }
            changes += page
        }
    }

    /// The canonical dump of the records as the store's tables hold them.
    package static func dump(_ store: any SpaceStore) throws -> String {
        try store.read { reader in
            let ids = Set(try changes(reader).map { try $0.decoded(hash: Fingerprint.hash128).change.record })
            let records = try reader.records(Array(ids))
            try require(records.count == ids.count, "every change's record is stored")
            return StateDump.dump(Array(records.values))
        }
    }

    /// Checks every table against what the changes alone say: records, lists, and the ids of the changes.
    package static func checkTables(of store: any SpaceStore, hash: Hash128, _ label: String) throws {
        try store.read { reader in
            var set = RecordSet()
            for arrived in try changes(reader) {
                let change = try StoredChange(bytes: arrived.bytes, hash: hash)
                try requireEqual(arrived.id, change.id, "\(label): id of a change")
                set.merge(change.change, id: change.id)
            }
            let stored = try reader.records(set.records.map(\.id))
            for record in set.records {
                try requireEqual(
                    stored[record.id].map { StateDump.dump([$0]) }, StateDump.dump([record]), "\(label): record")
                try requireEqual(
                    try reader.projection(of: record.id)?.projection, Projection(record), "\(label): projection")
            }
            try checkList(reader, set.records, label)
        }
        try requireEqual(try store.write { try $0.integrityFaults() }, [], "\(label): integrity")
    }

    private static func checkList(_ reader: any SpaceReader, _ records: [Record], _ label: String) throws {
        let wanted = records.compactMap { Projection($0) }
            .filter { $0.type == .entry && $0.presence != .deleted }
            .sorted { ($0.created, $0.id) > ($1.created, $1.id) }
        var found: [Projection] = []
        try reader.eachEntry(matching: EntryFilter()) { found.append($0.projection) }
        try requireEqual(found, wanted, "\(label): the list")
    }
}
