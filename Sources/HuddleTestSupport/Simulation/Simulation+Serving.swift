import HuddleCore
import HuddleServer
import HuddleStore
import HuddleWire

/// What the server answers, and what it may not.
extension Simulation {
    /// - Returns: Nil where the server died before it could answer.
    mutating func respond(to message: SimulatedNetwork.Message) throws -> SimulatedNetwork.Message? {
        func answer(_ kind: SimulatedNetwork.Kind, _ body: [UInt8]) -> SimulatedNetwork.Message {
            SimulatedNetwork.Message(
                kind: kind, client: message.client, call: message.call, token: message.token, body: body)
        }
        do {
            try setQuota()
            let access = try server.directory.enter(message.token)
            if message.kind == .comparison {
                let request = try CompareRequest(decoding: message.body, as: .protobuf)
                let reply = try Exchange(host: host(server.machine)).compare(request, on: server.store)
                trace.note(nil, "compares", UInt64(reply.same.count))
                return answer(.compared, try reply.encoded(as: .protobuf))
            }
            var request = try SyncRequest(decoding: message.body, as: .protobuf)
            if !book.unreadable.isEmpty { makeUnreadable(&request) }
            guard let reply = try take(request, from: message.client, as: access) else { return nil }
            return answer(.reply, try reply.encoded(as: .protobuf))
        } catch let problem as Problem {
            trace.note(nil, "refuses", UInt64(problem.code.status), "client \(message.client): \(problem.detail)")
            return answer(.problem, try problem.encoded(as: .protobuf))
        }
    }

    private func makeUnreadable(_ request: inout SyncRequest) {
        let hash = host(server.machine).hash
        request.changes = request.changes.map { book.unreadable.contains(ChangeID(hash($0))) ? [0xff] : $0 }
    }

    /// The quota is what the log takes now and what may still come in, so that no trace shows how a disk is divided.
    private func setQuota() throws {
        guard let room = server.roomBytes else { return }
        try server.directory.setQuota(to: try server.store.read { try $0.storedBytes() } + room)
    }

    private mutating func take(
        _ request: SyncRequest, from number: Int, as access: Access
    ) throws -> SyncReply? {
        let mayWrite = server.directory.mayWrite(clients[number].member)
        let mayDie = rates.strikes(.crashInTransaction, &random)
        let before = mayDie ? try Vitals(of: server.store) : nil
        if mayDie { server.store.dieInNextWrite() }
        defer { server.store.live() }
        do {
            let reply = try serve(request, writing: WriteRule(for: access))
            let admitted = try readLog()
            let wanted = verdicts(on: request, mayWrite: mayWrite, admitted: admitted)
            try hold(
                mayWrite || admitted.isEmpty, .nothingAdmittedWithoutRight,
                "\(admitted.count) changes of client \(number)")
            try hold(
                reply.verdicts.map(\.word) == wanted, .oneBadChangeBlocksNoOther,
                "client \(number) hears \(reply.verdicts.map(\.word)), should hear \(wanted)")
            server.roomBytes? -= UInt64(admitted.reduce(0) { $0 + (book[$1]?.stored.bytes.count ?? 0) })
            trace.note(
                nil, "takes \(admitted.count) changes", server.model.cursor.chain.low,
                "from client \(number): \(wanted), \(reply.items.count) items after \(request.cursor.seq)")
            return reply
        } catch is SimulatedCrash {
            server.store = try disk.reopen(server.store)
            trace.note(nil, "dies", 0)
            try hold(
                try Vitals(of: server.store) == before, .pagesAreAllOrNothing,
                "the server died in a transaction, and some of it is there")
            return nil
        }
    }

    /// Reads what is new in the server's log into the model, and checks the chain.
    mutating func readLog() throws -> [ChangeID] {
        let known = UInt64(server.model.log.count)
        let (logged, state) = try server.store.read { (try $0.log(after: known, page: .full), try $0.state()) }
        let hash = host(server.machine).hash
        for item in logged {
            try hold(
                item.seq == UInt64(server.model.log.count) + 1, .chainsEqualAtEqualSeq,
                "the log has a gap at \(item.seq)")
            _ = try book.page(item.id, item.bytes)
            server.model.log.append(item.id)
            try hold(
                server.model.logged.insert(item.id).inserted, .redeliveryChangesNothing,
                "\(item.id.short) is in the log twice")
            server.model.cursors.append(server.model.cursor.advanced(over: item.id, hash: hash))
        }
        try hold(
            state.cursor == server.model.cursor, .chainsEqualAtEqualSeq, "the server's chain at \(state.cursor.seq)")
        return logged.map(\.id)
    }

    /// What `Protocol/sync.md` says of each pushed change, from what the log held before.
    private func verdicts(on request: SyncRequest, mayWrite: Bool, admitted: [ChangeID]) -> [String] {
        guard mayWrite else { return request.changes.map { _ in "read_only" } }
        var room = server.roomBytes ?? .max
        let hash = host(server.machine).hash
        var logged = server.model.logged.subtracting(admitted)
        let latest = server.machine.now.milliseconds + Limits.clockAheadMilliseconds
        return request.changes.map { bytes in
            let id = ChangeID(hash(bytes))
            guard let change = book.change(id) else { return "malformed" }
            if logged.contains(id) { return "duplicate" }
            if change.stamp.time.milliseconds > latest { return "clock_ahead" }
            guard bytes.count <= room else { return "quota" }
            room -= UInt64(bytes.count)
            logged.insert(id)
            return "admitted"
        }
    }
}

extension Verdict {
    fileprivate var word: String {
        switch self {
        case .admitted: "admitted"
        case .duplicate: "duplicate"
        case .refused(let code, _): code.rawValue
        }
    }
}
