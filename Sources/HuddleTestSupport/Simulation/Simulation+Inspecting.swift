import HuddleCore
import HuddleStore

/// One client's whole log, against what should be in it.
private struct Inspection {
    let state: SpaceState
    let changes: [ArrivedChange]
    let log: [LoggedChange]
    let outbox: [ChangeID]
    let quarantine: Set<ChangeID>

    init(_ store: SimulatedStore) throws {
        self = try store.read { try Inspection($0) }
    }

    private init(_ reader: any SpaceReader) throws {
        state = try reader.state()
        changes = try StoreState.changes(reader)
        log = try reader.log(after: 0, page: .everything)
        outbox = try reader.outbox(after: nil, page: .everything).map(\.id)
        quarantine = Set(try reader.quarantine().map(\.refusal.id))
    }
}

extension Simulation {
    mutating func inspect(_ number: Int) throws {
        let found = try Inspection(clients[number].store)
        for arrived in found.changes { _ = try book.page(arrived.id, arrived.bytes) }
        try checkNothingDisappeared(found, number)
        clients[number].model.held = Set(found.changes.map(\.id))
        try checkLog(found, number)
        try checkOutbox(found, number)
    }

    /// What was held is held, or something else that says the same: what was stamped anew.
    private func checkNothingDisappeared(_ found: Inspection, _ number: Int) throws {
        let held = Set(found.changes.map(\.id))
        let model = clients[number].model
        let missing = model.held.subtracting(held)
        guard !missing.isEmpty else { return }
        let essences = book.essences(of: held)
        for id in missing.sorted() {
            try hold(
                !model.settled.contains(id), .nothingDisappears,
                "client \(number) gave up \(id.short), which is settled")
            try hold(
                !book.newer.contains(id), .unknownFieldsSurvive,
                "client \(number) stamped \(id.short) anew, in which a newer version wrote more")
            let isKept = book[id].map { essences.contains($0.essence) } ?? false
            try hold(isKept, .nothingDisappears, "client \(number) lost \(id.short)")
        }
    }

    /// The cursor says what is stored, and the chain proves it.
    private func checkLog(_ found: Inspection, _ number: Int) throws {
        let wanted = found.state.cursor
        let gap = found.log.enumerated().first { $1.seq != UInt64($0) + 1 }
        try hold(
            gap == nil && UInt64(found.log.count) == wanted.seq, .cursorCoversOnlyWhatIsStored,
            "client \(number) holds \(found.log.map(\.seq)) of the log, its cursor says \(wanted.seq)")
        let ids = found.log.map(\.id)
        try hold(
            Set(ids) == clients[number].model.settled, .cursorCoversOnlyWhatIsStored,
            "client \(number): what has a place in the log is not what was read from it")
        let isSame = server.model.log.prefix(ids.count).elementsEqual(ids)
        try hold(
            isSame || server.wasReplaced, .chainsEqualAtEqualSeq, "client \(number) and the server, up to \(wanted.seq)"
        )
        let cursor = isSame ? server.model.cursors[ids.count] : chain(over: ids, host(of: clients[number]).hash)
        try hold(cursor == wanted, .chainsEqualAtEqualSeq, "client \(number), at \(wanted.seq)")
    }

    private func chain(over ids: [ChangeID], _ hash: Hash128) -> Cursor {
        ids.reduce(.start) { $0.advanced(over: $1, hash: hash) }
    }

    private func checkOutbox(_ found: Inspection, _ number: Int) throws {
        let settled = clients[number].model.settled
        let wanted = found.changes.map(\.id).filter { !settled.contains($0) && !found.quarantine.contains($0) }
        try hold(
            found.outbox == wanted, .outboxIsExact,
            "client \(number) offers \(found.outbox.map(\.short)), should offer \(wanted.map(\.short))")
        try hold(
            found.quarantine.isDisjoint(with: settled), .outboxIsExact,
            "client \(number) has settled changes in quarantine")
    }
}

extension PageLimit {
    static let everything = PageLimit(changes: .max, bytes: .max)
}
