import HuddleClient
import HuddleCore
import HuddleStore
import HuddleWire

/// Syncing, a step at a time.
extension Simulation {
    mutating func syncStep(_ number: Int) throws {
        guard let action = clients[number].action else {
            clients[number].startSync(hash: host(of: clients[number]).hash, page: page)
            trace.note(number, "starts to sync", 0)
            return
        }
        guard let body = try Self.message(of: action) else { return try performSome(action, by: number) }
        guard clients[number].hasAsked else { return ask(number, body.kind, body.bytes) }
        let isUnderWay = network.isUnderWay(client: number, call: clients[number].call)
        if isUnderWay, !rates.strikes(.delayed, &random) { return }
        clients[number].hasAsked = false
        clients[number].happened(.failed(.unreachable(server: "server", detail: "lost")))
        trace.note(number, "gives up waiting", isUnderWay ? 1 : 0)
    }

    /// One action on the client's own store, and often the next ones.
    private mutating func performSome(_ first: SyncMachine.Action, by number: Int) throws {
        var action = first
        while true {
            try perform(action, by: number)
            guard random.chance(0.6), let next = clients[number].action, try Self.message(of: next) == nil else {
                return
            }
            action = next
        }
    }

    static func message(
        of action: SyncMachine.Action
    ) throws -> (kind: SimulatedNetwork.Kind, bytes: [UInt8])? {
        switch action {
        case .exchange(let request): (.request, try request.encoded(as: .protobuf))
        case .compare(let request): (.comparison, try request.encoded(as: .protobuf))
        case .readState, .readOutbox, .store, .renewReplica, .forgetLog, .restamp, .readDigests, .wait, .finish,
            .fail:
            nil
        }
    }

    private mutating func ask(_ number: Int, _ kind: SimulatedNetwork.Kind, _ body: [UInt8]) {
        let message = call(number, kind, body)
        trace.note(number, "asks", UInt64(body.count), "call \(message.call)")
        if !clients[number].isCutOff { network.send(message, rates, &random) }
    }

    mutating func call(_ number: Int, _ kind: SimulatedNetwork.Kind, _ body: [UInt8]) -> SimulatedNetwork.Message {
        clients[number].call += 1
        clients[number].hasAsked = true
        let client = clients[number]
        return SimulatedNetwork.Message(
            kind: kind, client: number, call: client.call, token: client.token, body: body)
    }

    mutating func deliver() throws {
        guard let message = network.receive(rates, &random), !clients[message.client].isCutOff else { return }
        guard message.kind.isFromClient else { return try hear(message) }
        if let answer = try respond(to: message) { network.send(answer, rates, &random) }
    }

    /// An answer reaches whoever still waits for it.
    mutating func hear(_ message: SimulatedNetwork.Message) throws {
        let number = message.client
        guard clients[number].hasAsked, clients[number].call == message.call else { return }
        clients[number].hasAsked = false
        let event: SyncMachine.Event
        switch message.kind {
        case .problem: event = .failed(.problem(try Problem(decoding: message.body, as: .protobuf)))
        case .compared: event = .compared(try CompareReply(decoding: message.body, as: .protobuf))
        case .reply:
            let reply = try SyncReply(decoding: message.body, as: .protobuf)
            breakOnHearing(reply, number)
            event = .replied(
                ReadReply(reply, hash: host(of: clients[number]).hash), at: clients[number].machine.now)
        case .request, .comparison: preconditionFailure("not to a client")
        }
        clients[number].happened(event)
        trace.note(number, "hears", UInt64(message.body.count), "\(message.kind) to call \(message.call)")
        try checkFailure(of: number)
    }

    /// One action on the client's own store, in which its program may die.
    mutating func perform(_ action: SyncMachine.Action, by number: Int) throws {
        if try breakActing(action, number) { return }
        let host = host(of: clients[number])
        let mayDie = rates.strikes(.crashInTransaction, &random)
        let before = mayDie ? try Vitals(of: clients[number].store) : nil
        let store = clients[number].store
        if mayDie { store.dieInNextWrite() }
        defer { store.live() }
        do {
            let event = try store.perform(action, host: host, offer: page)
            try note(action, event, number)
            clients[number].happened(event)
            try checkFailure(of: number)
        } catch is SimulatedCrash {
            try crash(number)
            try hold(
                try Vitals(of: clients[number].store) == before, .pagesAreAllOrNothing,
                "client \(number) died in a transaction, and some of it is there")
        }
    }

    /// What the log should hold now.
    private mutating func note(_ action: SyncMachine.Action, _ event: SyncMachine.Event, _ number: Int) throws {
        switch (action, event) {
        case (.store(let page), .stored(.stored(let summary))):
            let ids = page.items.map(\.id)
            clients[number].model.held.formUnion(ids)
            clients[number].model.settled.formUnion(ids)
            trace.note(number, "stores", page.end.chain.low, "up to \(page.end.seq), \(summary.merged) new")
            if !page.refusals.isEmpty || random.chance(0.1) { try inspect(number) }
        case (.store(let page), .stored(let outcome)):
            trace.note(number, "does not store", page.end.chain.low, "\(outcome)")
            try inspect(number)
        case (.renewReplica, .began(let state)):
            trace.note(number, "renews its replica", state.replica.bits, state.replica.hex)
            try hold(clients[number].wasCopied, .onlyCopiesAreTold, "client \(number) takes itself for a copy")
            try confirmOwn(number)
            try inspect(number)
        case (.forgetLog, _):
            clients[number].model.settled = []
            clients[number].model.acknowledged = []
            trace.note(number, "forgets the log", 0)
            try inspect(number)
        case (.restamp, .restamped(let ids)):
            trace.note(number, "restamps", UInt64(ids.count), "\(ids.count)")
            let former = try clients[number].store.read { try $0.former(Array(clients[number].model.held)) }
            for (old, form) in former { book.note(old, isFormerOf: form.now) }
            try followClock(number)
            try inspect(number)
        default: break
        }
    }

    /// After stamping anew a clock stands where the server takes what it stamps, but for what is settled.
    private mutating func followClock(_ number: Int) throws {
        let client = clients[number]
        let state = try client.store.read { try $0.state() }
        let settled = client.model.settled.compactMap { book.change($0) }.filter { $0.replica == state.replica }
        let wall = client.machine.now.milliseconds + state.clock.offsetMilliseconds + Limits.clockAheadMilliseconds
        let latest = max(settled.map(\.stamp.time.milliseconds).max() ?? 0, wall)
        try hold(
            state.clock.last.time.milliseconds <= latest, .clockMovesByWritingAlone,
            "client \(number) stamps from \(state.clock.last.time.iso8601) on, which the server refused")
        clients[number].model.last = state.clock.last
    }

    /// A sync may end early because of the network, of rights and of restored servers, and for no other reason.
    private func checkFailure(of number: Int) throws {
        guard case .garbled(let detail, _) = clients[number].failure else { return }
        throw Violation(invariant: .worksOn, detail: "client \(number) finds the answer garbled: \(detail)")
    }
}
