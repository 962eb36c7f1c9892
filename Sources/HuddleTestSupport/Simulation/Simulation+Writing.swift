import HuddleClient
import HuddleCore
import HuddleStore

/// What people write.
extension Simulation {
    mutating func write(_ number: Int) throws {
        if rates.strikes(.undo, &random) { return try undo(number) }
        var edits = (0..<(random.chance(0.1) ? 2 : 1)).map { _ in edit(by: number) }
        let isPoison = rates.strikes(.poison, &random)
        let isMisordered = random.chance(0.5)
        if isPoison, isMisordered { return try writeMisordered(number) }
        let host = host(of: clients[number])
        let extra = clients[number].isNewer && random.chance(0.5) ? Self.extraField(random.next()) : []
        // The second would be based on the first as it was before it got its extra field.
        if !extra.isEmpty { edits = Array(edits.prefix(1)) }
        let captured = try transaction(number) { [edits] writer in
            let changes = try writer.capture(edits, wall: host.now(), hash: host.hash, isDeed: extra.isEmpty)
            if extra.isEmpty { return changes }
            let longer = changes.map { stored in
                let bytes = stored.bytes + extra
                return StoredChange(id: ChangeID(host.hash(bytes)), bytes: bytes, change: stored.change)
            }
            try writer.discard(changes.map(\.id))
            _ = try writer.merge(longer.map { NewChange($0, seq: nil) })
            return longer
        }
        guard let changes = captured else { return }
        try confirm(changes, to: number)
        for change in changes where change.change.isBirth && !records.contains(change.change.record) {
            records.append(change.change.record)
        }
        for change in changes {
            if !extra.isEmpty { book.newer.insert(change.id) }
            if isPoison { book.poison(change.id) }
            trace.note(
                number, "writes", change.id.digest.low,
                "\(change.change.writes.map(\.cell.text)) to \(ShortID(change.change.record).letters(6)): \(change.id.short)"
                    + (isPoison ? ", which the server cannot read" : ""))
        }
    }

    /// Its author was told that these are saved: from now on they may not disappear.
    private mutating func confirm(_ changes: [StoredChange], to number: Int) throws {
        let client = clients[number]
        let offset = try client.store.read { try $0.state().clock.offsetMilliseconds }
        for stored in changes {
            promised.insert(book.add(stored, as: stored.id).essence)
            let wall = WallTime(milliseconds: client.machine.now.milliseconds + offset)
            let latest = wall.milliseconds + Limits.clockAheadMilliseconds
            let seen = greatestStamp(of: stored.change.record, in: clients[number].model.held, upTo: latest)
            try hold(stored.change.stamp > seen, .stampExceedsSeen, "client \(number), \(stored.id.short)")
            let own = max(clients[number].model.last.successor, Stamp(time: wall, counter: 0))
            let wanted = max(own, seen.successor)
            try hold(
                stored.change.stamp == wanted, .clockMovesByWritingAlone,
                "client \(number) stamps \(stored.id.short) \(stored.change.stamp.time.iso8601), not \(wanted.time.iso8601)"
            )
            clients[number].model.last = wanted
            clients[number].model.held.insert(stored.id)
        }
    }

    private func greatestStamp(of record: RecordID, in held: Set<ChangeID>, upTo milliseconds: Int64) -> Stamp {
        var greatest = Stamp.zero
        for id in held {
            guard let change = book.change(id), change.record == record else { continue }
            if change.stamp.successor.time.milliseconds <= milliseconds { greatest = max(greatest, change.stamp) }
        }
        return greatest
    }

    /// What a program wrote of itself is promised as well: what takes a deed back, and a copy's new replica id.
    mutating func confirmOwn(_ number: Int) throws {
        let client = clients[number]
        let (changes, state) = try client.store.read { (try StoreState.changes($0), try $0.state()) }
        let written = try changes.filter { !client.model.held.contains($0.id) }.map {
            try $0.decoded(hash: host(of: client).hash)
        }
        .filter { $0.change.replica == state.replica }
        try confirm(written.sorted { $0.change.index < $1.change.index }, to: number)
    }

    /// Runs a client's transaction, in which its program may die.
    ///
    /// - Returns: Nil where it did.
    mutating func transaction<Result>(_ number: Int, _ body: (any SpaceWriter) throws -> Result) throws -> Result? {
        let store = clients[number].store
        guard rates.strikes(.crashInTransaction, &random) else { return try store.write(body) }
        let before = try Vitals(of: store)
        store.dieInNextWrite()
        defer { store.live() }
        do {
            return try store.write(body)
        } catch is SimulatedCrash {
            try crash(number)
            try hold(
                try Vitals(of: clients[number].store) == before, .pagesAreAllOrNothing,
                "client \(number) died in a transaction, and some of it is there")
            return nil
        }
    }

    private mutating func undo(_ number: Int) throws {
        let host = host(of: clients[number])
        do {
            let undone = try transaction(number) { try $0.undo(isForced: true, wall: host.now(), hash: host.hash) }
            if undone != nil { trace.note(number, "undoes", 0) }
        } catch is UndoError {
            return
        }
        try confirmOwn(number)
        try inspect(number)
    }

    /// What another program may write: no later than what it is based on. Bases say what it replaces.
    private mutating func writeMisordered(_ number: Int) throws {
        guard !records.isEmpty else { return }
        let record = random.pick(records)
        let text = Value.text(random.text())
        let hash = host(of: clients[number]).hash
        let written = try transaction(number) { writer -> StoredChange? in
            guard let head = try writer.records([record])[record]?[FieldName.text]?.winner else { return nil }
            var state = try writer.state()
            state.lastIndex += 1
            let stored = StoredChange(
                Change(
                    stamp: head.stamp, replica: state.replica, index: state.lastIndex, record: record,
                    writes: [Change.Write(FieldName.text, text)], bases: [head.id]), hash: hash)
            try writer.setState(state)
            _ = try writer.merge([NewChange(stored, seq: nil)])
            return stored
        }
        guard let stored = written ?? nil else { return }
        promised.insert(book.add(stored, as: stored.id).essence)
        clients[number].model.held.insert(stored.id)
        trace.note(number, "writes", stored.id.digest.low, "\(stored.id.short), no later than its base")
    }
}
