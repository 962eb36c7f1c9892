import GRDB
import HuddleCore
import HuddleStore

/// Changes and the log.
extension SQLiteTransaction {
    func held(_ ids: [ChangeID]) throws(StoreError) -> [ChangeID: HeldChange] {
        guard !ids.isEmpty else { return [:] }
        return try translated {
            var held: [ChangeID: HeldChange] = [:]
            let row = try statement(
                """
                SELECT change.seq, record.id, change.stamp FROM change JOIN record ON record.key = change.record
                WHERE change.id = ?
                """)
            for id in ids {
                row.bind(1, id.digest)
                if try row.step() {
                    held[id] = HeldChange(
                        seq: row.isNull(0) ? nil : row.bits(0), record: RecordID(try row.digest(1)),
                        stamp: Stamp(bits: row.bits(2)))
                }
                row.reset()
            }
            return held
        }
    }

    func changes(of record: RecordID) throws(StoreError) -> [StoredChange] {
        try translated {
            let keys = try statement(
                """
                SELECT change.id, change.bytes FROM record JOIN change ON change.key = record.first
                WHERE record.id = ?1
                UNION ALL
                SELECT change.id, change.bytes FROM record JOIN change ON change.record = record.key
                WHERE record.id = ?1 AND change.later = 1
                """)
            keys.bind(1, record.digest)
            var changes: [StoredChange] = []
            while try keys.step() { changes.append(try storedChange(keys, id: 0, bytes: 1, of: record)) }
            return changes
        }
    }

    func log(after seq: UInt64, page: PageLimit) throws(StoreError) -> [LoggedChange] {
        try self.page(
            "SELECT seq, bytes, id, replica FROM change WHERE seq > ? ORDER BY seq LIMIT ?",
            after: Int64(bitPattern: seq), page
        ) { row, bytes in
            LoggedChange(
                seq: row.bits(0), id: ChangeID(try row.digest(2)), replica: ReplicaID(bits: row.bits(3)), bytes: bytes)
        }
    }

    func outbox(after key: ArrivalKey?, page: PageLimit) throws(StoreError) -> [ArrivedChange] {
        try arrived(
            """
            SELECT key, bytes, id, replica FROM change INDEXED BY change_unsettled
            WHERE seq IS NULL AND key > ? AND NOT EXISTS (SELECT 1 FROM quarantine WHERE change = change.key)
            ORDER BY key LIMIT ?
            """, after: key, page)
    }

    func changes(after key: ArrivalKey?, page: PageLimit) throws(StoreError) -> [ArrivedChange] {
        try arrived("SELECT key, bytes, id, replica FROM change WHERE key > ? ORDER BY key LIMIT ?", after: key, page)
    }

    private func arrived(
        _ sql: String, after key: ArrivalKey?, _ page: PageLimit
    ) throws(StoreError) -> [ArrivedChange] {
        try self.page(sql, after: key?.key ?? 0, page) { row, bytes in
            ArrivedChange(
                key: ArrivalKey(row.int64(0)), id: ChangeID(try row.digest(2)), replica: ReplicaID(bits: row.bits(3)),
                bytes: bytes)
        }
    }

    func settle(_ changes: [(id: ChangeID, seq: UInt64)]) throws(StoreError) {
        try translated {
            let row = try statement("UPDATE change SET seq = ? WHERE id = ?")
            for change in changes {
                row.bind(1, change.seq)
                row.bind(2, change.id.digest)
                try row.run()
            }
            guard !changes.isEmpty else { return }
            // Looks up what is quarantined, which is little; an IN would gather the whole log.
            try statement(
                """
                DELETE FROM quarantine
                WHERE EXISTS (SELECT 1 FROM change WHERE change.key = quarantine.change AND seq IS NOT NULL)
                """
            ).run()
        }
    }

    func chain(at seq: UInt64, hash: Hash128) throws(StoreError) -> Digest128? {
        let state = try state()
        if seq > state.cursor.seq { return nil }
        if seq == state.cursor.seq { return state.cursor.chain }
        return try translated {
            var cursor = Cursor.start
            let checkpoint = try statement("SELECT seq, chain FROM checkpoint WHERE seq <= ? ORDER BY seq DESC LIMIT 1")
            checkpoint.bind(1, seq)
            if try checkpoint.step() { cursor = Cursor(seq: checkpoint.bits(0), chain: try checkpoint.digest(1)) }
            checkpoint.reset()
            let row = try statement("SELECT id FROM change WHERE seq > ? AND seq <= ? ORDER BY seq")
            row.bind(1, cursor.seq)
            row.bind(2, seq)
            while try row.step() { cursor = cursor.advanced(over: ChangeID(try row.digest(0)), hash: hash) }
            return cursor.seq == seq ? cursor.chain : nil
        }
    }

    func remember(_ cursor: Cursor) throws(StoreError) {
        try translated {
            let row = try statement("REPLACE INTO checkpoint (seq, chain) VALUES (?, ?)")
            row.bind(1, cursor.seq)
            row.bind(2, cursor.chain)
            try row.run()
        }
    }

    func forgetLog() throws(StoreError) {
        try translated {
            try database.execute(sql: "UPDATE change SET seq = NULL WHERE seq IS NOT NULL")
            try database.execute(sql: "DELETE FROM checkpoint")
        }
        var state = try state()
        state.cursor = .start
        try setState(state)
    }

    func quarantine(_ refusals: [Refusal]) throws(StoreError) {
        guard !refusals.isEmpty else { return }
        try translated {
            let row = try statement(
                """
                REPLACE INTO quarantine (change, code, detail, at)
                SELECT key, ?, ?, ? FROM change WHERE id = ? AND seq IS NULL
                """)
            for refusal in refusals {
                row.bind(1, refusal.code)
                row.bind(2, refusal.detail)
                row.bind(3, refusal.at.milliseconds)
                row.bind(4, refusal.id.digest)
                try row.run()
            }
        }
    }

    func release(_ ids: [ChangeID]) throws(StoreError) {
        try translated {
            let row = try statement("DELETE FROM quarantine WHERE change = (SELECT key FROM change WHERE id = ?)")
            for id in ids {
                row.bind(1, id.digest)
                try row.run()
            }
        }
    }

    func hasChanges(of replica: ReplicaID) throws(StoreError) -> Bool {
        try translated {
            let row = try statement("SELECT 1 FROM author WHERE replica = ?")
            row.bind(1, replica.bits)
            defer { row.reset() }
            return try row.step()
        }
    }

    func lastSettledStamp(of replica: ReplicaID, notAfter limit: Stamp) throws(StoreError) -> Stamp {
        try translated {
            let row = try statement(
                """
                SELECT max(stamp) FROM change WHERE replica = ? AND seq IS NOT NULL AND stamp BETWEEN 0 AND ?
                """)
            row.bind(1, replica.bits)
            // Stamps stand here as signed numbers: those of the year 6429 and later are less than 0, and after any limit.
            row.bind(2, Int64(clamping: limit.bits))
            defer { row.reset() }
            return try row.step() && !row.isNull(0) ? Stamp(bits: row.bits(0)) : .zero
        }
    }

    func latestStamp(in record: RecordID, notAfter limit: Stamp) throws(StoreError) -> Stamp {
        try translated {
            let row = try statement(
                """
                SELECT max(stamp) FROM (
                    SELECT stamp FROM record JOIN change ON change.key = record.first WHERE record.id = ?1
                    UNION ALL
                    SELECT stamp FROM record JOIN change ON change.record = record.key
                    WHERE record.id = ?1 AND change.later = 1
                ) WHERE stamp BETWEEN 0 AND ?2
                """)
            row.bind(1, record.digest)
            row.bind(2, Int64(clamping: limit.bits))
            defer { row.reset() }
            return try row.step() && !row.isNull(0) ? Stamp(bits: row.bits(0)) : .zero
        }
    }

    func former(_ ids: [ChangeID]) throws(StoreError) -> [ChangeID: FormerChange] {
        guard !ids.isEmpty else { return [:] }
        return try translated {
            let row = try statement("SELECT now, bytes FROM former WHERE id = ?")
            var former: [ChangeID: FormerChange] = [:]
            for id in ids {
                row.bind(1, id.digest)
                if try row.step() {
                    former[id] = FormerChange(now: ChangeID(try row.digest(0)), bytes: row.bytes(1))
                }
                row.reset()
            }
            return former
        }
    }

    func remember(_ former: [ChangeID: FormerChange]) throws(StoreError) {
        try translated {
            for (id, form) in former {
                let follow = try statement("UPDATE former SET now = ? WHERE now = ?")
                follow.bind(1, form.now.digest)
                follow.bind(2, id.digest)
                try follow.run()
                let row = try statement("REPLACE INTO former (id, now, bytes) VALUES (?, ?, ?)")
                row.bind(1, id.digest)
                row.bind(2, form.now.digest)
                row.bind(3, form.bytes)
                try row.run()
            }
        }
    }

    func digests() throws(StoreError) -> [ReplicaDigest] {
        try translated {
            var digests: [ReplicaID: ReplicaDigest] = [:]
            let row = try statement("SELECT replica, id FROM change")
            while try row.step() {
                let replica = ReplicaID(bits: row.bits(0))
                digests[replica, default: ReplicaDigest(replica: replica)].add(ChangeID(try row.digest(1)))
            }
            return digests.values.sorted { $0.replica < $1.replica }
        }
    }

    func quarantine() throws(StoreError) -> [QuarantinedChange] {
        try translated {
            // From the few that are quarantined to their changes; left to itself, SQLite goes through the whole log.
            let row = try statement(
                """
                SELECT change.id, change.bytes, quarantine.code, quarantine.detail, quarantine.at, change.key,
                    change.replica
                FROM quarantine CROSS JOIN change ON change.key = quarantine.change ORDER BY quarantine.change
                """)
            var changes: [QuarantinedChange] = []
            while try row.step() {
                let refusal = Refusal(
                    id: ChangeID(try row.digest(0)), code: row.text(2) ?? "", detail: row.text(3) ?? "",
                    at: WallTime(milliseconds: row.int64(4)))
                changes.append(
                    QuarantinedChange(
                        key: ArrivalKey(row.int64(5)), replica: ReplicaID(bits: row.bits(6)), refusal: refusal,
                        bytes: row.bytes(1)))
            }
            return changes
        }
    }

    /// Reads a change's bytes back.
    ///
    /// - Throws: `StoreError.unreadableChange`: what was stored had been decoded before, so the file is damaged.
    func storedChange(_ row: RawStatement, id: Int32, bytes: Int32, of record: RecordID) throws -> StoredChange {
        try StoredChange(id: ChangeID(try row.digest(id)), kept: row.bytes(bytes), of: record)
    }
}
