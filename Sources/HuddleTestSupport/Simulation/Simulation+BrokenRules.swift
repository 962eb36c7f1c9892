import HuddleClient
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleWire

/// The rules that are broken around the real code. With no rule broken, each of these does what the real programs do.
extension Simulation {
    func serve(_ request: SyncRequest, writing rule: WriteRule) throws -> SyncReply {
        let exchange = Exchange(host: host(server.machine))
        if case .allowed = rule, request.changes.contains(where: isAhead) {
            if options.brokenRule == .batchDroppedOnOneBadClock {
                return try answerRefusing(request, writing: rule, exchange) { _ in true }
            }
        }
        do {
            return try exchange.answer(request, on: server.store, writing: rule)
        } catch let problem as Problem where options.brokenRule == .restoreNoticedByNumberAlone {
            return try answerUnnoticed(request, writing: rule, exchange, problem)
        }
    }

    private func isAhead(_ bytes: [UInt8]) -> Bool {
        let latest = server.machine.now.milliseconds + Limits.clockAheadMilliseconds
        return (try? Change(decoding: bytes, hash: Fingerprint.hash128)).map { $0.stamp.time.milliseconds > latest }
            ?? false
    }

    /// Says of some changes that they are ahead, without a look at them.
    private func answerRefusing(
        _ request: SyncRequest, writing rule: WriteRule, _ exchange: Exchange, where isRefused: ([UInt8]) -> Bool
    ) throws -> SyncReply {
        var rest = request
        rest.changes.removeAll(where: isRefused)
        var reply = try exchange.answer(rest, on: server.store, writing: rule)
        var verdicts = reply.verdicts.makeIterator()
        reply.verdicts = request.changes.compactMap { bytes in
            isRefused(bytes) ? .refused(code: .clockAhead, detail: "it is ahead") : verdicts.next()
        }
        return reply
    }

    /// Goes on from the number alone, and lets the client's chain be right.
    private func answerUnnoticed(
        _ request: SyncRequest, writing rule: WriteRule, _ exchange: Exchange, _ problem: Problem
    ) throws -> SyncReply {
        let hash = host(server.machine).hash
        let seq = request.cursor.seq
        guard let chain = try server.store.read({ try $0.chain(at: seq, hash: hash) }) else { throw problem }
        var changed = request
        changed.cursor = Cursor(seq: seq, chain: chain)
        var reply = try exchange.answer(changed, on: server.store, writing: rule)
        reply.cursor = reply.items.reduce(request.cursor) { cursor, item in
            switch item {
            case .own(let id): cursor.advanced(over: id, hash: hash)
            case .change(let bytes): cursor.advanced(over: ChangeID(hash(bytes)), hash: hash)
            }
        }
        return reply
    }

    mutating func breakOnHearing(_ reply: SyncReply, _ number: Int) {
        guard options.brokenRule == .outboxClearedOnAcknowledgement,
            case .exchange(let request) = clients[number].action
        else { return }
        let hash = host(of: clients[number]).hash
        for (bytes, verdict) in zip(request.changes, reply.verdicts) where verdict == .admitted {
            clients[number].model.acknowledged.insert(ChangeID(hash(bytes)))
        }
    }

    /// - Returns: Whether the action was done here, wrongly.
    mutating func breakActing(_ action: SyncMachine.Action, _ number: Int) throws -> Bool {
        switch (options.brokenRule, action) {
        case (.outboxClearedOnAcknowledgement, .readOutbox(let key)):
            let waiting = try clients[number].store.read { try $0.outbox(after: key, page: .everything) }
            let offered = waiting.filter { !clients[number].model.acknowledged.contains($0.id) }
            clients[number].happened(.outbox(Array(offered.prefix(page.changes))))
            return true
        case (.idsByReplicaAndIndex, .renewReplica):
            clients[number].happened(.began(try clients[number].store.read { try $0.state() }))
            return true
        case (.cursorStoredFirst, .store(let page)):
            let isSecondHalf = clients[number].halfStored != nil
            try clients[number].store.write { writer in
                var state = try writer.state()
                state.cursor = isSecondHalf ? page.start : page.end
                try writer.setState(state)
            }
            clients[number].halfStored = isSecondHalf ? nil : page
            return !isSecondHalf
        default: return false
        }
    }
}
