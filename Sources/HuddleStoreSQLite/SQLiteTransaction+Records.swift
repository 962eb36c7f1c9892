import GRDB
import HuddleCore
import HuddleStore

/// The merged state of records, in and out.
extension SQLiteTransaction {
    func records(_ ids: [RecordID]) throws(StoreError) -> [RecordID: Record] {
        try translated {
            var records: [RecordID: Record] = [:]
            let row = try statement(
                """
                SELECT record.key, record.changed, record.first = record.origin, origin.id, origin.bytes, first.id,
                    first.bytes
                FROM record LEFT JOIN change AS origin ON origin.key = record.origin
                    JOIN change AS first ON first.key = record.first
                WHERE record.id = ?
                """)
            for id in ids {
                row.bind(1, id.digest)
                if try row.step() {
                    let first = try storedChange(row, id: 5, bytes: 6, of: id)
                    let origin =
                        row.int64(2) == 1 ? first : row.isNull(3) ? nil : try storedChange(row, id: 3, bytes: 4, of: id)
                    records[id] = try record(
                        id, key: row.int64(0), changed: Stamp(bits: row.bits(1)), origin: origin, first: first)
                }
                row.reset()
            }
            return records
        }
    }

    private func record(
        _ id: RecordID, key: Int64, changed: Stamp, origin: StoredChange?, first: StoredChange
    ) throws -> Record {
        var heads: [CellName: [Head]] = [:]
        var seenByDeletes: [ChangeID: [ChangeID]] = [:]
        func note(_ stored: StoredChange, in name: CellName) {
            guard let write = stored.change.writes.first(where: { $0.cell == name }) else { return }
            heads[name, default: []].append(Head(id: stored.id, stamp: stored.change.stamp, value: write.value))
            if name == FieldName.deleted { seenByDeletes[stored.id] = stored.change.bases }
        }
        let rows = try statement(
            """
            SELECT cell.name, change.id, change.bytes FROM cell JOIN change ON change.key = cell.change
            WHERE cell.record = ?
            """)
        rows.bind(1, key)
        while try rows.step() {
            guard let name = rows.text(0).flatMap({ CellName($0) }) else { continue }
            note(try storedChange(rows, id: 1, bytes: 2, of: id), in: name)
        }
        for write in first.change.writes where heads[write.cell] == nil { note(first, in: write.cell) }

        let awaited = try statement("SELECT base, name FROM awaited WHERE record = ?")
        awaited.bind(1, key)
        var bases = Set<Record.Awaited>()
        while try awaited.step() {
            guard let name = awaited.text(1).flatMap({ CellName($0) }) else { continue }
            bases.insert(Record.Awaited(base: ChangeID(try awaited.digest(0)), cell: name))
        }
        var births = origin.map { [$0] } ?? []
        let others = try statement(
            "SELECT change.id, change.bytes FROM birth JOIN change ON change.key = birth.change WHERE birth.record = ?")
        others.bind(1, key)
        while try others.step() {
            let birth = try storedChange(others, id: 0, bytes: 1, of: id)
            if birth.id != origin?.id { births.append(birth) }
        }
        return Record(
            id: id, births: births.compactMap { Record.Birth($0.change, id: $0.id) }, changed: changed,
            cells: heads.map { Cell(name: $0, heads: $1) }, awaited: bases, seenByDeletes: seenByDeletes)
    }

    func insert(_ changes: [NewChange], altering records: [Record]) throws(StoreError) {
        try translated {
            let writer = try RecordWriter(database)
            try writer.insert(changes, altering: records)
        }
    }
}
