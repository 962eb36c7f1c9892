import HuddleClient
import HuddleCore
import HuddleStore
import HuddleWire

/// The end of all faults.
extension Simulation {
    /// Everyone is let in and has the right time; people offer again what was refused. Two syncs of everyone must be enough,
    /// but for what waits because it is stamped ahead of the server's clock. When its time has come, two more.
    mutating func heal() throws {
        trace.begin(step: -1)
        network.dropAll()
        rates = .none
        page = healingPage
        try makeRoom()
        server.clock = .right
        for number in clients.indices {
            clients[number].stopSync()
            clients[number].isCutOff = false
            try giveBack(number)
            clients[number].clock = .right
            try releaseQuarantine(of: number)
        }
        advanceClocks(by: 1000)
        try syncEveryone()
        guard let latest = try latestUnsettled() else { return }
        advanceClocks(by: max(latest.time.milliseconds - server.machine.now.milliseconds, 0) + 1000)
        try syncEveryone()
        let rest = try latestUnsettled()
        try hold(rest == nil, .settlesInTwoSyncs, "something still waits when its time has come")
    }

    private mutating func releaseQuarantine(of number: Int) throws {
        try clients[number].store.write { writer in try writer.release(try writer.quarantine().map(\.refusal.id)) }
    }

    /// Two rounds, and more only where a log learned in the second that it was copied, for the copy sent what it had written in
    /// the first: it tells the others of its new replica id, and who was before it in that round reads so in the next.
    private mutating func syncEveryone() throws {
        let written = whatIsHeld()
        try syncEachOnce(round: 1)
        var round = 1
        var news: ArraySlice<ChangeID> = []
        repeat {
            round += 1
            let head = server.model.log.count
            try syncEachOnce(round: round)
            news = server.model.log.dropFirst(head)
            if round == 2 { try checkEverythingGotThrough(of: written) }
            for id in news {
                try hold(
                    round == 2 && tellsOfReplica(id), .settlesInTwoSyncs, "\(id.short) was sent in round \(round) only")
            }
        } while !news.isEmpty
        try checkEverythingGotThrough(of: written)
        for client in clients {
            let (cursor, wanted) = (try client.store.read { try $0.state().cursor }, server.model.cursor)
            try hold(
                cursor.seq == wanted.seq, .settlesInTwoSyncs,
                "client \(client.number) is at \(cursor.seq), the server at \(wanted.seq)")
            try hold(
                cursor == wanted, .chainsEqualAtEqualSeq,
                "client \(client.number) and the server, both at \(wanted.seq)")
        }
    }

    private mutating func syncEachOnce(round: Int) throws {
        for number in clients.indices {
            try syncToTheEnd(number)
            if let failure = clients[number].failure {
                throw Violation(
                    invariant: .settlesInTwoSyncs, detail: "client \(number), round \(round): \(failure)")
            }
            try inspect(number)
        }
    }

    private func whatIsHeld() -> Set<Int> {
        clients.reduce(into: book.essences(of: server.model.logged)) { $0.formUnion(book.essences(of: $1.model.held)) }
    }

    /// All that was written is in the server's log and in everyone's, but for what was refused and what waits for its time.
    private func checkEverythingGotThrough(of written: Set<Int>) throws {
        var expected = written
        for client in clients {
            let kept = try client.store.read {
                try $0.quarantine().map(\.refusal.id) + $0.outbox(after: nil, page: .everything).map(\.id)
            }
            expected.subtract(book.essences(of: kept.filter { !client.model.acknowledged.contains($0) }))
        }
        let lost = expected.subtracting(book.essences(of: server.model.logged))
        try hold(
            lost.isEmpty, .nothingDisappears,
            "\(lost.count) confirmed values are neither in the server's log nor offered to it nor refused")
        for client in clients {
            let missing = expected.subtracting(book.essences(of: client.model.held))
            try hold(
                missing.isEmpty, .settlesInTwoSyncs,
                "client \(client.number) lacks \(missing.count) values that were there two rounds ago")
        }
    }

    private func tellsOfReplica(_ id: ChangeID) -> Bool {
        guard let change = book.change(id) else { return false }
        return change.type ?? .person == .person
            && change.writes.allSatisfy { $0.cell.isElement(of: FieldName.replicas) }
    }

    private mutating func syncToTheEnd(_ number: Int) throws {
        clients[number].startSync(hash: host(of: clients[number]).hash, page: page)
        while let action = clients[number].action {
            guard let body = try Self.message(of: action) else {
                try perform(action, by: number)
                continue
            }
            if let answer = try respond(to: call(number, body.kind, body.bytes)) { try hear(answer) }
        }
    }

    /// The greatest stamp among what is in any outbox; nil where all are empty.
    ///
    /// - Throws: `Violation`, where something waits that the server's clock does not forbid, or that could have been
    ///   restamped.
    private func latestUnsettled() throws -> Stamp? {
        var latest: Stamp?
        let limit = server.machine.now.milliseconds + Limits.clockAheadMilliseconds
        for client in clients {
            let (waiting, state) = try client.store.read { reader in
                (try reader.outbox(after: nil, page: .everything), try reader.state())
            }
            for arrived in waiting where !client.model.acknowledged.contains(arrived.id) {
                guard let change = book.change(arrived.id) else { continue }
                try hold(
                    change.stamp.time.milliseconds > limit, .settlesInTwoSyncs,
                    "client \(client.number) still offers \(arrived.id.short), which is not ahead")
                let isOwn = change.replica == state.replica && !book.newer.contains(arrived.id)
                try hold(
                    !isOwn, .settlesInTwoSyncs, "client \(client.number) does not restamp \(arrived.id.short), its own")
                latest = max(latest ?? .zero, change.stamp)
            }
        }
        return latest
    }
}
