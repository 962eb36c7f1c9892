import GRDB
import HuddleCore
import HuddleStore

/// What lists, exports and look-ups ask.
extension SQLiteTransaction {
    func eachEntry(matching filter: EntryFilter, _ body: (StoredProjection) throws -> Void) throws {
        let query = EntryQuery(filter)
        let row = try bound(Self.select, query)
        while try row.step() { try body(try stored(row)) }
    }

    func eachOutline(
        matching filter: EntryFilter, newest: Int?, _ body: (EntryOutline) throws -> Void
    ) throws {
        var query = EntryQuery(conditionsOf: filter)
        if let newest {
            var latest = filter
            (latest.order, latest.limit) = (.lastChangedFirst, newest)
            query = EntryQuery(latest)
        }
        let row = try bound(
            """
            SELECT key, id, created, changed, kind, status, day, people, customer, product, priority, parent
            FROM record

            """, query)
        while try row.step() {
            try body(
                EntryOutline(
                    place: RecordPlace(key: row.int64(0)), id: RecordID(try row.digest(1)),
                    created: WallTime(milliseconds: row.int64(2)), changed: Stamp(bits: row.bits(3)).time,
                    kind: row.text(4).map { OpenWord($0) } ?? .known(.note),
                    status: row.text(5).map { OpenWord($0) } ?? .known(.open),
                    due: row.text(6).flatMap { CivilDate($0) },
                    owners: row.text(7).map(RecordColumns.elements) ?? [],
                    customer: row.text(8), product: row.text(9), priority: row.text(10),
                    meeting: row.isNull(11) ? nil : RecordID(try row.digest(11))))
        }
    }

    func eachEntry(at places: [RecordPlace], _ body: (StoredProjection) throws -> Void) throws {
        let marks = try marks?.marks(forNext: places.count, database)
        let columns = marks == nil ? Self.columns : Self.ownColumns
        let row = try RawStatement(database, "\(columns) FROM record WHERE key = ?", isShared: false)
        for place in places {
            row.bind(1, place.key)
            if try row.step() {
                try body(
                    try marks.map {
                        try stored(row, lettersInShortID: $0.letters(of: place), settled: $0.isSettled(place))
                    } ?? stored(row))
            }
            row.reset()
        }
    }

    private func bound(_ select: String, _ query: EntryQuery) throws -> RawStatement {
        let row = try RawStatement(database, select + query.sql, isShared: false)
        for (position, value) in query.values.enumerated() { row.bind(Int32(position + 1), value) }
        return row
    }

    func projection(of id: RecordID) throws(StoreError) -> StoredProjection? {
        try translated {
            let row = try statement(Self.select + "WHERE id = ? AND presence <> 3")
            row.bind(1, id.digest)
            defer { row.reset() }
            return try row.step() ? try stored(row) : nil
        }
    }

    func projections(of type: RecordType, limit: Int?) throws(StoreError) -> [StoredProjection] {
        try translated {
            let order =
                switch type {
                case .meeting: "day DESC, created DESC, id"
                case .entry, .comment, .person, .unknown: "created, id"
                }
            let row = try statement(
                Self.select + "WHERE type = ? AND type <> 'entry' AND presence <> 1 ORDER BY \(order) LIMIT ?")
            row.bind(1, type.name)
            row.bind(2, Int64(limit ?? -1))
            return try all(row)
        }
    }

    func conflicted() throws(StoreError) -> [StoredProjection] {
        try translated {
            try all(
                try statement(
                    Self.select
                        + """
                        INDEXED BY record_conflict WHERE (conflicts IS NOT NULL OR presence = 2) AND presence <> 1
                        ORDER BY created, id
                        """))
        }
    }

    func candidates(for shortID: ClosedRange<UInt64>, limit: Int) throws(StoreError) -> [StoredProjection] {
        try translated {
            let row = try statement(
                Self.select + "WHERE handle BETWEEN ? AND ? AND presence <> 3 ORDER BY handle LIMIT ?")
            row.bind(1, shortID.lowerBound)
            row.bind(2, shortID.upperBound)
            row.bind(3, Int64(limit))
            return try all(row)
        }
    }

    func all(_ row: RawStatement) throws -> [StoredProjection] {
        var projections: [StoredProjection] = []
        while try row.step() { projections.append(try stored(row)) }
        return projections
    }

    static let select = columns + "\nFROM record\n\n"

    /// What stands in a record's own row. Named in full, so that it can be joined with the search index.
    private static let ownColumns = """
        SELECT record.id, record.type, record.presence, record.created, record.changed, record.author, record.handle,
            record.parent, record.rest, record.conflicts, record.kind, record.status, record.main, record.details,
            record.customer, record.product, record.site, record.day, record.priority, record.people, record.tags,
            record.first_noted, record.noted_by
        """
    /// And what others say of it: the handles beside its own, and whether a change of it is unsettled.
    static let columns = """
        \(ownColumns),
            (SELECT handle FROM record AS other WHERE other.handle < record.handle ORDER BY handle DESC LIMIT 1),
            (SELECT handle FROM record AS other WHERE other.handle > record.handle ORDER BY handle LIMIT 1),
            EXISTS (SELECT 1 FROM change INDEXED BY change_unsettled WHERE change.key = record.first AND seq IS NULL)
                OR EXISTS (SELECT 1 FROM change WHERE change.record = record.key AND later = 1 AND seq IS NULL)
        """
    /// How many columns `columns` has.
    static let selected = 26

    func stored(_ row: RawStatement) throws -> StoredProjection {
        let handle = ShortID(bits: row.bits(6))
        let previous = row.isNull(23) ? nil : ShortID(bits: row.bits(23))
        let next = row.isNull(24) ? nil : ShortID(bits: row.bits(24))
        return try stored(
            row, lettersInShortID: handle.fewestLetters(between: previous, and: next), settled: row.int64(25) == 0)
    }

    /// From a row of `ownColumns`.
    private func stored(_ row: RawStatement, lettersInShortID: Int, settled: Bool) throws -> StoredProjection {
        let id = RecordID(try row.digest(0))
        let type = row.text(1).flatMap { RecordType(name: $0) } ?? .entry
        let columns = RecordColumns(
            texts: RecordColumns.Column.allCases.map { row.text(Int32(10 + $0.rawValue)) },
            parent: row.isNull(7) ? nil : RecordID(try row.digest(7)),
            rest: row.isNull(8) ? [] : try rest(row.bytes(8)))
        let conflicts = row.text(9).map(RecordColumns.elements) ?? []
        let projection = Projection(
            id: id, type: type, created: WallTime(milliseconds: row.int64(3)),
            firstNoted: row.isNull(21) ? nil : WallTime(milliseconds: row.int64(21)),
            changed: Stamp(bits: row.bits(4)).time, author: ReplicaID(bits: row.bits(5)),
            notedBy: (row.text(22).map(RecordColumns.elements) ?? []).compactMap { ReplicaID(hex: $0) },
            presence: Record.Presence(rawValue: UInt8(truncatingIfNeeded: row.int64(2))) ?? .present,
            fields: columns.fields(of: type), conflicts: conflicts.compactMap { CellName($0) })
        return StoredProjection(
            projection: projection, shortID: ShortID(id).letters(lettersInShortID), settled: settled)
    }

    private func rest(_ bytes: [UInt8]) throws -> [Projection.Field] {
        do throws(ChangeError) {
            return try Change.Write.decode(bytes).map { Projection.Field($0.cell, $0.value) }
        } catch {
            throw StoreError.unreadableChange(nil, error)
        }
    }
}

extension RawStatement {
    func bind(_ position: Int32, _ value: EntryQuery.Value) {
        switch value {
        case .number(let number): bind(position, number)
        case .text(let text): bind(position, text)
        case .id(let id): bind(position, id.digest)
        }
    }
}
