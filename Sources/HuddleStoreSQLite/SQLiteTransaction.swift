import GRDB
import HuddleCore
import HuddleStore

/// One transaction on a log's tables.
struct SQLiteTransaction: SpaceWriter {
    let database: Database
    let path: String
    /// Kept while nothing can change: nil where something may be written.
    let marks: RecordMarksOnce?

    init(_ database: Database, path: String, marks: RecordMarksOnce? = nil) {
        self.database = database
        self.path = path
        self.marks = marks
    }

    /// Runs `body` and throws what it throws as a `StoreError`.
    func translated<Result>(_ body: () throws -> Result) throws(StoreError) -> Result {
        try SQLiteFailure.translated(path, body)
    }

    func statement(_ sql: String) throws -> RawStatement {
        try RawStatement(database, sql)
    }

    /// Changes up to the end of a page: the one with which it is full is its last.
    ///
    /// - Parameters:
    ///   - sql: Takes `position` and how many changes a page has; the second column is the change's bytes.
    ///   - make: Gets the row and these bytes.
    func page<Item>(
        _ sql: String, after position: Int64, _ limit: PageLimit, _ make: (RawStatement, [UInt8]) throws -> Item
    ) throws(StoreError) -> [Item] {
        try translated {
            let row = try statement(sql)
            defer { row.reset() }
            row.bind(1, position)
            row.bind(2, Int64(limit.changes))
            var items: [Item] = []
            var byteCount = 0
            while byteCount < limit.bytes, try row.step() {
                let bytes = row.bytes(1)
                byteCount += bytes.count
                items.append(try make(row, bytes))
            }
            return items
        }
    }

    func state() throws(StoreError) -> SpaceState {
        try translated {
            // All columns: a damaged log of an older version, which is never brought up to date, has fewer.
            let row = try statement("SELECT * FROM state")
            guard try row.step() else { throw StoreError.missing(path: path) }
            defer { row.reset() }
            return SpaceState(
                space: RecordID(try row.digest(1)), name: row.text(2) ?? "", replica: ReplicaID(bits: row.bits(3)),
                lastIndex: row.bits(4),
                clock: HybridClock(last: Stamp(bits: row.bits(5)), offsetMilliseconds: row.int64(6)),
                cursor: Cursor(seq: row.bits(7), chain: try row.digest(8)),
                person: row.isNull(9) ? nil : RecordID(try row.digest(9)),
                lastSync: row.isNull(10) ? nil : WallTime(milliseconds: row.int64(10)),
                serverHead: row.columnCount <= 12 || row.isNull(12) ? nil : row.bits(12), birthplace: row.text(11))
        }
    }

    func setState(_ state: SpaceState) throws(StoreError) {
        try translated {
            let row = try statement(
                """
                REPLACE INTO state (one, space, name, replica, last_index, clock, clock_offset, seq, chain, person,
                    last_sync, birthplace, server_head) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
            row.bind(1, state.space.digest)
            row.bind(2, state.name)
            row.bind(3, state.replica.bits)
            row.bind(4, state.lastIndex)
            row.bind(5, state.clock.last.bits)
            row.bind(6, state.clock.offsetMilliseconds)
            row.bind(7, state.cursor.seq)
            row.bind(8, state.cursor.chain)
            row.bind(9, state.person?.digest)
            if let lastSync = state.lastSync { row.bind(10, lastSync.milliseconds) }
            row.bind(11, state.birthplace)
            if let head = state.serverHead { row.bind(12, head) }
            try row.run()
        }
    }

    func storedBytes() throws(StoreError) -> UInt64 {
        try translated {
            func pragma(_ name: String) throws -> UInt64 {
                let row = try statement("PRAGMA \(name)")
                defer { row.reset() }
                return try row.step() ? row.bits(0) : 0
            }
            return try (pragma("page_count") - pragma("freelist_count")) * pragma("page_size")
        }
    }

    func counts() throws(StoreError) -> StoreCounts {
        let waiting = try waiting()
        return try translated {
            StoreCounts(
                changes: try count("SELECT changes FROM total"), entries: try count("SELECT entries FROM total"),
                waiting: waiting)
        }
    }

    /// Each from an index of just these rows.
    func waiting() throws(StoreError) -> WaitingCounts {
        try translated {
            WaitingCounts(
                unsettled: try count("SELECT count(*) FROM change WHERE seq IS NULL"),
                quarantined: try count("SELECT count(*) FROM quarantine"),
                conflicts: try count(
                    """
                    SELECT count(*) FROM record INDEXED BY record_conflict
                    WHERE (conflicts IS NOT NULL OR presence = 2) AND presence <> 1
                    """))
        }
    }

    private func count(_ sql: String) throws -> Int {
        let row = try statement(sql)
        defer { row.reset() }
        return try row.step() ? Int(row.int64(0)) : 0
    }
}
