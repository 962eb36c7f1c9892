import HuddleClient
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleWire

/// The rules that are broken around the real code. With no rule broken, each of these does what the real programs do.
extension Simulation {
    func serve(_ request: SyncRequest, mayWrite: Bool) throws -> SyncReply {
        let exchange = Exchange(host: host(server.machine))
        if options.brokenRule == .batchDroppedOnOneBadClock, mayWrite, isAnyAhead(request) {
            var reply = try exchange.answer(request, on: server.store, writing: .refused(detail: ""))
            reply.verdicts = reply.verdicts.map { _ in .refused(code: .clockAhead, detail: "one of them is ahead") }
            return reply
        }
        do {
            return try exchange.answer(request, on: server.store, writing: mayWrite ? .allowed() : .refused(detail: ""))
        } catch let problem as Problem where options.brokenRule == .restoreNoticedByNumberAlone {
            return try answerUnnoticed(request, mayWrite: mayWrite, exchange, problem)
        }
    }

    private func isAnyAhead(_ request: SyncRequest) -> Bool {
        let latest = server.machine.now.milliseconds + Limits.clockAheadMilliseconds
        return request.changes.contains { bytes in
            (try? Change(decoding: bytes)).map { $0.stamp.time.milliseconds > latest } ?? false
        }
    }

    /// Goes on from the number alone, and lets the client's chain be right.
    private func answerUnnoticed(
        _ request: SyncRequest, mayWrite: Bool, _ exchange: Exchange, _ problem: Problem
    ) throws -> SyncReply {
        let hash = host(server.machine).hash
        let seq = request.cursor.seq
        guard let chain = try server.store.read({ try $0.chain(at: seq, hash: hash) }) else { throw problem }
        var changed = request
        changed.cursor = Cursor(seq: seq, chain: chain)
        let writing = mayWrite ? WriteRule.allowed() : .refused(detail: "")
        var reply = try exchange.answer(changed, on: server.store, writing: writing)
        reply.cursor = reply.items.reduce(request.cursor) { cursor, item in
            switch item {
            case .own(let id): cursor.advanced(over: id, hash: hash)
            case .change(let bytes): cursor.advanced(over: ChangeID(hash(bytes)), hash: hash)
            }
        }
        return reply
    }

    func breakOnHearing(_ reply: SyncReply, _ number: Int) throws {
        guard case .exchange(let request) = clients[number].action else { return }
        let pushed = zip(request.changes, reply.verdicts)
        let hash = host(of: clients[number]).hash
        if options.brokenRule == .outboxClearedOnAcknowledgement {
            let taken = pushed.filter { $0.1 == .admitted }.map { ChangeID(hash($0.0)) }
            let firstSeq = UInt64(1 << 32) + UInt64(clients[number].call) * 1000
            try clients[number].store.write { writer in
                try writer.settle(taken.enumerated().map { (id: $1, seq: firstSeq + UInt64($0)) })
            }
        }
    }

    /// - Returns: Whether the action was done here, wrongly.
    mutating func breakStoring(_ action: SyncMachine.Action, _ number: Int) throws -> Bool {
        switch (options.brokenRule, action) {
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
