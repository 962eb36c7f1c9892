import HuddleClient
import HuddleCore
import HuddleStore
import HuddleWire

/// What goes wrong with machines and people.
extension Simulation {
    /// - Returns: Whether something did: that is the event then.
    mutating func somethingBreaks() throws -> Bool {
        let number = Int.random(in: 0..<clients.count, using: &random)
        lift(from: number)
        let isBackUp = (random.chance(0.02), random.chance(0.02))
        if isBackUp.0, rates.mayStrike(.clientRestored) { try backUp(number) }
        if isBackUp.1, rates.mayStrike(.serverRestored) || rates.mayStrike(.serverSwapped) {
            server.backup = (try disk.copy(server.store), server.model)
        }
        for fault in Self.breaking where rates.strikes(fault, &random) {
            try strike(fault, number)
            return true
        }
        return false
    }

    private static let breaking: [Fault] = [
        .partition, .crash, .clock, .clone, .clientRestored, .serverRestored, .serverSwapped, .serverEmptied, .bundle,
        .revoked, .readOnly, .quota,
    ]

    private mutating func strike(_ fault: Fault, _ number: Int) throws {
        switch fault {
        case .partition:
            clients[number].isCutOff = true
            trace.note(number, "is cut off", 0)
        case .crash: try crash(number)
        case .clock: disturbClock(of: number)
        case .clone: try clone(number)
        case .clientRestored: try restore(number)
        case .serverRestored: try restoreServer(isAnnounced: true)
        case .serverSwapped: try restoreServer(isAnnounced: false)
        case .serverEmptied: try emptyServer()
        case .bundle: try carryBundle(to: number)
        case .revoked:
            clients[number].isRevoked = true
            trace.note(number, "may not call", 0)
        case .readOnly:
            clients[number].mayWrite = false
            trace.note(number, "may only read", 0)
        case .quota:
            server.isFull = true
            trace.note(nil, "is full", 0)
        case .lostRequest, .lostReply, .repeated, .reordered, .delayed, .crashInTransaction, .newer, .poison, .deletes,
            .conflicts, .undo:
            preconditionFailure("not of machines and people")
        }
    }

    /// What was taken away comes back after a while.
    private mutating func lift(from number: Int) {
        let draws = (0..<4).map { _ in random.chance(0.15) }
        let client = clients[number]
        if draws[0], client.isCutOff {
            clients[number].isCutOff = false
            trace.note(number, "is back", 0)
        }
        if draws[1], client.isRevoked {
            clients[number].isRevoked = false
            trace.note(number, "may call", 0)
        }
        if draws[2], !client.mayWrite {
            clients[number].mayWrite = true
            trace.note(number, "may write", 0)
        }
        if draws[3], server.isFull {
            server.isFull = false
            trace.note(nil, "has room", 0)
        }
    }

    mutating func crash(_ number: Int) throws {
        clients[number].stopSync()
        clients[number].store = try disk.reopen(clients[number].store)
        trace.note(number, "crashes", 0)
        try inspect(number)
    }

    private mutating func disturbClock(of number: Int) {
        let minute: Int64 = 60_000
        let year = 365 * 24 * 60 * minute
        let kind = Int.random(in: 0..<6, using: &random)
        let minutes = Int64.random(in: 1...120, using: &random)
        clients[number].clockIsStuck = kind == 0
        switch kind {
        case 0: break
        case 1: clients[number].skewMilliseconds = minutes * minute
        case 2: clients[number].skewMilliseconds = -minutes * minute
        case 3: clients[number].skewMilliseconds = year
        case 4: clients[number].skewMilliseconds = -year
        default: clients[number].skewMilliseconds = 0
        }
        trace.note(
            number, kind == 0 ? "has a stuck clock" : "has another clock",
            UInt64(bitPattern: clients[number].skewMilliseconds), "off by \(clients[number].skewMilliseconds) ms")
    }

    /// A part of what another client holds, in any order, by the code that reads a bundle.
    private mutating func carryBundle(to number: Int) throws {
        let giver = Int.random(in: 0..<clients.count, using: &random)
        let share = Double.random(in: 0...1, using: &random)
        let held = try clients[giver].store.read { try StoreState.changes($0) }
        let changes = held.filter { _ in random.chance(share) }.shuffled(using: &random)
        guard giver != number, !changes.isEmpty else { return }
        let host = host(of: clients[number])
        let state = try clients[number].store.read { try $0.state() }
        let bundle = ChangeBundle(
            space: state.space, spaceName: state.name, written: host.now(), changes: changes.map(\.bytes))
        clients[number].store.live()
        let summary = try HuddleLog(store: clients[number].store, host: host).merge(bundle)
        trace.note(
            number, "reads a bundle", UInt64(summary.merged),
            "of \(changes.count) from client \(giver), \(summary.merged) new")
        clients[number].model.held.formUnion(changes.map(\.id))
        try followClock(number)
        try inspect(number)
    }
}
