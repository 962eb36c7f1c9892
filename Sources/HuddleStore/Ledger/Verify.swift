package import HuddleCore

extension SpaceReader {
    /// Recomputes every change's id, compares what it is looked up by with its bytes, derives every record anew from its changes
    /// and compares, and recomputes the chain. A page or a record at a time, so that any log fits in memory.
    ///
    /// A record with a damaged change is told by that change alone: what it should be, nobody can say.
    package func verify(hash: Hash128) throws(StoreError) -> [Finding] {
        var findings: [Finding] = []
        let damaged = try verifyChanges(hash, &findings)
        var last: RecordID?
        while true {
            let ids = try recordIDs(after: last, limit: 500)
            // Damaged, a table may be out of order, and would be gone through for ever; the storage tells that itself.
            guard let end = ids.max(), last.map({ $0 < end }) ?? true else { break }
            last = end
            for id in ids where !damaged.contains(id) {
                if try lacksChanges(id, hash: hash) {
                    findings.append(.missingChanges(of: id))
                } else if try !isWhatItsChangesAddUpTo(id) {
                    findings.append(.staleRecord(id))
                }
            }
        }
        try verifyChain(hash, &findings)
        return findings
    }

    /// - Returns: The records that damaged changes are filed under, or say that they belong to.
    private func verifyChanges(_ hash: Hash128, _ findings: inout [Finding]) throws(StoreError) -> Set<RecordID> {
        var damaged = Set<RecordID>()
        var strays = 0
        var last: ArrivalKey?
        while true {
            let page = try filedChanges(after: last, page: .full)
            guard let end = page.map(\.key).max(), last.map({ $0 < end }) ?? true else { break }
            last = end
            for filed in page {
                let change = try? Change(decoding: filed.bytes, hash: hash)
                if let change, ChangeID(hash(filed.bytes)) == filed.id {
                    if !filed.isUnder(change) { findings.append(.misfiledChange(filed.id, of: change.record)) }
                } else {
                    findings.append(.badChange(filed.id, of: filed.record))
                    damaged.formUnion([filed.record, change?.record].compactMap { $0 })
                }
                if !filed.isReached { strays += 1 }
            }
        }
        if strays > 0 { findings.append(.strayChanges(strays)) }
        return damaged
    }

    private func isWhatItsChangesAddUpTo(_ id: RecordID) throws(StoreError) -> Bool {
        var set = RecordSet()
        do throws(StoreError) {
            for change in try changes(of: id) { set.merge(change.change, id: change.id) }
            guard let derived = set[id], let stored = try records([id])[id] else { return false }
            let shown = try projection(of: id)?.projection
            return StateDump.dump([derived]) == StateDump.dump([stored]) && derived.awaited == stored.awaited
                && shown == Projection(derived)
        } catch {
            // Each change of its own was found readable, so it is the record that points elsewhere.
            if case .unreadableChange = error { return false }
            throw error
        }
    }

    private func verifyChain(_ hash: Hash128, _ findings: inout [Finding]) throws(StoreError) {
        let wanted = try state().cursor
        var cursor = Cursor.start
        while cursor.seq < wanted.seq {
            let page = try log(after: cursor.seq, page: .full)
            guard let first = page.first, first.seq == cursor.seq + 1 else { break }
            for logged in page where logged.seq == cursor.seq + 1 && cursor.seq < wanted.seq {
                cursor = cursor.advanced(over: logged.id, hash: hash)
            }
        }
        // What stands behind the end is never sent, and never read again.
        let isEnd = try log(after: wanted.seq, page: PageLimit(changes: 1, bytes: 1)).isEmpty
        if cursor != wanted || !isEnd { findings.append(.brokenChain(seq: cursor.seq)) }
    }
}

extension FiledChange {
    fileprivate func isUnder(_ change: Change) -> Bool {
        record == change.record && stamp == change.stamp && replica == change.replica && isFirst != isLater
    }

    /// Whether its record's changes, as they are looked up, have it among them.
    fileprivate var isReached: Bool { record != nil && (isFirst || isLater) }
}
