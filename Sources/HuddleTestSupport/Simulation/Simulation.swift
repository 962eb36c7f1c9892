import HuddleClient
package import HuddleCore
import HuddleServer
package import HuddleStore
import HuddleWire

/// People who write and sync while the world goes wrong around them: the real rules, store, wire, sync machine and server
/// exchange behind a simulated clock, network and randomness. One thread; a seed decides everything.
package struct Simulation {
    package typealias MakeStore = (SpaceState) throws -> any SpaceStore

    private var random: SeededRandom
    private let faults: Faults
    private let server: any SpaceStore
    private let serverMachine: SimulatedHost
    private var network = SimulatedNetwork()
    private var clients: [SimulatedClient]
    private var records: [RecordID] = []
    private let page: PageLimit
    /// What happened, a line each.
    package private(set) var trace: [String] = []

    package init(seed: UInt64, replicas: Int, makeStore: MakeStore) throws {
        var random = SeededRandom(seed: seed)
        faults = Faults(using: &random)
        page = PageLimit(changes: Int.random(in: 1...20, using: &random), bytes: .max)
        serverMachine = SimulatedHost(seed: random.next())
        let space = serverMachine.host.newRecordID()
        server = try makeStore(
            SpaceState(space: space, name: "server", replica: serverMachine.host.newReplicaID()))
        clients = []
        for number in 0..<replicas {
            let machine = SimulatedHost(seed: random.next())
            let state = SpaceState(space: space, name: "client \(number)", replica: machine.host.newReplicaID())
            clients.append(
                SimulatedClient(
                    number: number, machine: machine, store: try makeStore(state),
                    skewMilliseconds: Int64.random(in: -120_000...120_000, using: &random)))
        }
        self.random = random
    }

    /// One event: somebody writes, somebody's sync takes a step, or a message arrives.
    package mutating func step() throws {
        advanceClocks(by: Int64.random(in: 0...3000, using: &random))
        let client = Int.random(in: 0..<clients.count, using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: try write(client)
        case 3...6: try syncStep(client)
        default: try deliver()
        }
    }

    /// No more faults: everyone syncs to the end, twice.
    package mutating func heal() throws {
        network.dropAll()
        for number in clients.indices { clients[number].stopSync() }
        for _ in 1...2 {
            for number in clients.indices { try syncToTheEnd(number) }
        }
    }

    private mutating func advanceClocks(by milliseconds: Int64) {
        serverMachine.advance(milliseconds: milliseconds)
        for client in clients {
            client.machine.now = WallTime(milliseconds: serverMachine.now.milliseconds + client.skewMilliseconds)
        }
    }
}

// What people do.
extension Simulation {
    private mutating func write(_ number: Int) throws {
        let client = clients[number]
        let isNew = records.isEmpty || random.chance(0.4)
        let id = isNew ? client.machine.host.newRecordID() : random.pick(records)
        if isNew { records.append(id) }
        let edit = Edit(record: id, type: .entry, writes: writes(isNew: isNew))
        let host = client.machine.host
        let changes = try client.store.write { try $0.capture([edit], wall: host.now(), hash: host.hash) }
        clients[number].confirmed.formUnion(changes.map(\.id))
        note("client \(number) writes \(edit.writes.map(\.cell.text)) to \(ShortID(id).letters(6))")
    }

    private mutating func writes(isNew: Bool) -> [Change.Write] {
        if isNew { return [Change.Write(FieldName.text, .text(random.text()))] }
        switch Int.random(in: 0..<8, using: &random) {
        case 0...3: return [Change.Write(FieldName.text, .text(random.text()))]
        case 4: return [Change.Write(FieldName.customer, .text(random.pick(["Acme", "Bolt"])))]
        case 5...6:
            let tag = CellName(FieldName.tags, element: random.pick(["a", "b"]))
            return tag.map { [Change.Write($0, .flag(random.chance(0.6)))] } ?? []
        default: return [Change.Write(FieldName.deleted, .flag(random.chance(0.7)))]
        }
    }
}

// Syncing, a step at a time.
extension Simulation {
    private mutating func syncStep(_ number: Int) throws {
        guard let action = clients[number].action else {
            clients[number].startSync(page: page)
            note("client \(number) starts to sync")
            return
        }
        guard let request = clients[number].awaitedRequest else {
            let host = clients[number].machine.host
            clients[number].happened(try clients[number].store.perform(action, host: host, page: page))
            return
        }
        let call = clients[number].call
        if network.isUnderWay(client: number, call: call) { return }
        if clients[number].hasAsked {
            clients[number].hasAsked = false
            clients[number].happened(.failed(.unreachable(server: "server", detail: "lost")))
            note("client \(number) gives up waiting")
            return
        }
        clients[number].call += 1
        clients[number].hasAsked = true
        let body = try request.encoded(as: .protobuf)
        network.send(
            SimulatedNetwork.Message(kind: .request, client: number, call: clients[number].call, body: body),
            faults: faults, using: &random)
        note("client \(number) asks from \(request.cursor.seq) with \(request.changes.count) changes")
    }

    private mutating func deliver() throws {
        guard let message = network.receive(using: &random) else { return }
        switch message.kind {
        case .request: try answer(message)
        case .reply, .problem: try hear(message)
        }
    }

    private mutating func answer(_ message: SimulatedNetwork.Message) throws {
        let request = try SyncRequest(decoding: message.body, as: .protobuf)
        let kind: SimulatedNetwork.Kind
        let body: [UInt8]
        do {
            body = try Exchange(host: serverMachine.host).answer(request, on: server).encoded(as: .protobuf)
            kind = .reply
        } catch let problem as Problem {
            body = try problem.encoded(as: .protobuf)
            kind = .problem
        }
        network.send(
            SimulatedNetwork.Message(kind: kind, client: message.client, call: message.call, body: body),
            faults: faults, using: &random)
        note("server answers client \(message.client)")
    }

    private mutating func hear(_ message: SimulatedNetwork.Message) throws {
        let client = clients[message.client]
        guard client.hasAsked, client.call == message.call else { return }
        clients[message.client].hasAsked = false
        let now = client.machine.now
        if message.kind == .problem {
            clients[message.client].happened(.failed(.problem(try Problem(decoding: message.body, as: .protobuf))))
        } else {
            clients[message.client].happened(.replied(try SyncReply(decoding: message.body, as: .protobuf), at: now))
        }
        note("client \(message.client) hears")
    }

    private mutating func syncToTheEnd(_ number: Int) throws {
        let host = clients[number].machine.host
        clients[number].startSync(page: page)
        while let action = clients[number].action {
            if let request = clients[number].awaitedRequest {
                do {
                    let reply = try Exchange(host: serverMachine.host).answer(request, on: server)
                    clients[number].happened(.replied(reply, at: host.now()))
                } catch let problem as Problem {
                    clients[number].happened(.failed(.problem(problem)))
                }
            } else {
                clients[number].happened(try clients[number].store.perform(action, host: host, page: page))
            }
        }
    }
}

// What must hold.
extension Simulation {
    private mutating func note(_ line: String) {
        trace.append(line)
    }

    /// One dump for each log, the server's last.
    package func stateRoots() throws -> Set<Digest128> {
        let dumps = try (clients.map(\.store) + [server]).map { try StoreState.dump($0) }
        return Set(dumps.map { Fingerprint.hash128(Array($0.utf8)) })
    }

    /// After `heal`: everyone has everything, everything is settled, no confirmed value is missing, and each table equals
    /// what the changes alone say.
    package func checkHealed() throws {
        try require(try stateRoots().count == 1, "convergence: the logs differ")
        for client in clients {
            let label = "client \(client.number)"
            try requireEqual(try client.store.read { try $0.counts().unsettled }, 0, "\(label): unsettled")
            let confirmed = Set(clients.flatMap(\.confirmed))
            let held = try client.store.read { try $0.held(Array(confirmed)) }
            try requireEqual(held.count, confirmed.count, "\(label): confirmed changes that are held")
            try StoreState.checkTables(of: client.store, hash: Fingerprint.hash128, label)
        }
        let cursors = try (clients.map(\.store) + [server]).map { store in try store.read { try $0.state().cursor } }
        try requireEqual(Set(cursors).count, 1, "cursors")
    }
}
