package import HuddleCore

extension SpaceWriter {
    /// Gives this replica's unsettled changes stamps that the server will take. Call it when the log was read to its end, so
    /// that what the server took meanwhile is settled and left alone.
    ///
    /// - Parameters:
    ///   - ahead: The changes that the server found too far ahead.
    ///   - cursor: Where the log was read to its head.
    /// - Returns: The new ids. Nil where another process synced since: what is
    ///   unsettled now, and what is too far ahead, is no longer what was decided on, and nothing was done.
    package func restamp(
        ahead: Set<ChangeID>, at cursor: Cursor, wall: WallTime, hash: Hash128
    ) throws(StoreError) -> Set<ChangeID>? {
        var state = try state()
        guard state.cursor == cursor, try held(Array(ahead)).count == ahead.count else { return nil }
        let quarantined = try quarantine()
        let refusals = Dictionary(uniqueKeysWithValues: quarantined.map { ($0.refusal.id, $0.refusal) })
        let own = try unsettled(with: quarantined, hash: hash).filter {
            $0.change.replica == state.replica && Restamp.canReplace($0.change, bytes: $0.bytes)
        }
        let lastSettled = try lastSettledStamp(of: state.replica, notAfter: state.clock.latestTaken(at: wall))
        let baseStamps = try held(Array(Set(own.flatMap(\.change.bases)))).mapValues(\.stamp)
        let replacements: [Restamp.Replacement]
        do throws(ClockError) {
            replacements = try Restamp.replacements(
                for: own.map { ($0.id, $0.change) }, refused: Set(refusals.keys), lastSettled: lastSettled,
                clock: &state.clock, wall: wall, baseStamps: baseStamps, hash: hash)
        } catch {
            throw .clock(error)
        }
        let replaced = Dictionary(uniqueKeysWithValues: replacements.map { ($0.old, $0.newID) })
        var former: [ChangeID: FormerChange] = [:]
        for stored in own {
            if let now = replaced[stored.id] { former[stored.id] = FormerChange(now: now, bytes: stored.bytes) }
        }
        try remember(former)
        try discard(replacements.map(\.old))
        try setState(state)
        _ = try merge(replacements.map { NewChange(StoredChange($0.new, hash: hash), seq: nil) })
        try quarantine(replacements.compactMap { refusals[$0.old]?.of($0.newID) })
        try rename(replaced)
        return Set(replacements.map(\.newID))
    }

    /// The outbox and what is in quarantine, in the order in which they arrived.
    private func unsettled(
        with quarantined: [QuarantinedChange], hash: Hash128
    ) throws(StoreError) -> [StoredChange] {
        var waiting = quarantined.map {
            ArrivedChange(key: $0.key, id: $0.refusal.id, replica: $0.replica, bytes: $0.bytes)
        }
        var key: ArrivalKey?
        while true {
            let page = try outbox(after: key, page: .full)
            guard let last = page.last else { break }
            key = last.key
            waiting += page
        }
        waiting.sort { $0.key < $1.key }
        var changes: [StoredChange] = []
        for arrived in waiting { changes.append(try arrived.decoded(hash: hash)) }
        return changes
    }
}

extension Refusal {
    /// The same of another change.
    fileprivate func of(_ id: ChangeID) -> Refusal { Refusal(id: id, code: code, detail: detail, at: at) }
}

extension SpaceWriter {
    /// What was stamped anew can still be undone.
    private func rename(_ ids: [ChangeID: ChangeID]) throws(StoreError) {
        for deed in try deeds() where deed.changes.contains(where: { ids[$0] != nil }) {
            var renamed = deed
            renamed.changes = deed.changes.map { ids[$0] ?? $0 }
            try update(renamed)
        }
    }
}

extension ArrivedChange {
    /// - Throws: `StoreError.unreadableChange`: what was stored had been decoded before, so the file is damaged.
    package func decoded(hash: Hash128) throws(StoreError) -> StoredChange {
        do throws(ChangeError) {
            return StoredChange(id: id, bytes: bytes, change: try Change(decoding: bytes, hash: hash))
        } catch {
            throw .unreadableChange(id, error)
        }
    }
}
