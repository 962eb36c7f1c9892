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
        server.isFull = false
        for number in clients.indices {
            clients[number].stopSync()
            clients[number].isCutOff = false
            clients[number].isRevoked = false
            clients[number].mayWrite = true
            clients[number].clockIsStuck = false
            clients[number].skewMilliseconds = 0
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

    /// And once more for whoever has only to read what the last of the second round wrote: a copy that found out then
    /// told of its new replica id.
    private mutating func syncEveryone() throws {
        for round in 1...3 {
            for number in clients.indices {
                try syncToTheEnd(number)
                if let failure = clients[number].failure {
                    throw Violation(
                        invariant: .settlesInTwoSyncs, detail: "client \(number), round \(round): \(failure)")
                }
                try inspect(number)
            }
            if round == 2 { _ = try latestUnsettled() }
        }
        for client in clients {
            let cursor = try client.store.read { try $0.state().cursor }
            try hold(
                cursor == server.model.cursor, .settlesInTwoSyncs,
                "client \(client.number) is at \(cursor.seq), the server at \(server.model.cursor.seq)")
        }
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
    /// - Throws: `Violation`, where something waits that the server's clock does not forbid, or that could have been stamped
    ///   anew.
    private func latestUnsettled() throws -> Stamp? {
        var latest: Stamp?
        let limit = server.machine.now.milliseconds + Limits.clockAheadMilliseconds
        for client in clients {
            let (waiting, state) = try client.store.read { (try $0.outbox(after: nil, page: .full), try $0.state()) }
            for arrived in waiting {
                guard let change = book.change(arrived.id) else { continue }
                try hold(
                    change.stamp.time.milliseconds > limit, .settlesInTwoSyncs,
                    "client \(client.number) still offers \(arrived.id.short), which is not ahead")
                let isOwn = change.replica == state.replica && !book.newer.contains(arrived.id)
                let mustWait = change.bases.contains { (book.change($0)?.stamp.time.milliseconds ?? 0) >= limit }
                try hold(
                    !isOwn || mustWait, .settlesInTwoSyncs,
                    "client \(client.number) does not stamp \(arrived.id.short) anew, which is based on nothing that is ahead"
                )
                latest = max(latest ?? .zero, change.stamp)
            }
        }
        return latest
    }
}
