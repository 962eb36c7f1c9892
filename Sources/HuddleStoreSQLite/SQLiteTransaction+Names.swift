import GRDB
import HuddleCore
import HuddleStore

/// What belongs to a record, what links to it, and what the records name.
extension SQLiteTransaction {
    func children(of parent: RecordID, type: RecordType) throws(StoreError) -> [StoredProjection] {
        try translated {
            let row = try statement(
                Self.select + "WHERE parent = ? AND type = ? AND presence <> 1 ORDER BY created, id")
            row.bind(1, parent.digest)
            row.bind(2, type.name)
            return try all(row)
        }
    }

    func links(to target: RecordID) throws(StoreError) -> [IncomingLink] {
        try translated {
            let row = try statement(
                "SELECT verb, record.id FROM link JOIN record ON record.key = link.record "
                    + "WHERE target = ? ORDER BY record.created, record.id, verb")
            row.bind(1, target.digest)
            var found: [(verb: String, id: RecordID)] = []
            while try row.step() { found.append((row.text(0) ?? "", RecordID(try row.digest(1)))) }
            return try found.compactMap { link in
                try projection(of: link.id).map { IncomingLink(verb: OpenWord(link.verb), source: $0) }
            }
        }
    }

    func names(in field: NamedField) throws(StoreError) -> [NameCount] {
        try translated {
            let row = try statement("SELECT text, total, open FROM name WHERE field = ? ORDER BY text")
            row.bind(1, Int64(field.rawValue))
            var names: [NameCount] = []
            while try row.step() {
                names.append(
                    NameCount(name: row.text(0) ?? "", total: Int(row.int64(1)), open: Int(row.int64(2))))
            }
            return names
        }
    }
}
