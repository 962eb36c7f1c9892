import HuddleClient
import HuddleCore
import HuddleStore
import HuddleWire

/// What goes wrong with machines and people.
extension Simulation {
    /// - Returns: Whether something did: that is the event then.
    mutating func somethingBreaks() throws -> Bool {
        let number = Int.random(in: 0..<clients.count, using: &random)
        try lift(from: number)
        let isBackUp = (random.chance(0.02), random.chance(0.02))
        if isBackUp.0, rates.mayStrike(.clientRestored) { try backUp(number) }
        if isBackUp.1, rates.mayStrike(.serverRestored) || rates.mayStrike(.serverSwapped) {
            server.backup = (try disk.copy(server.store), server.model)
        }
        for fault in Self.breaking where rates.strikes(fault, &random) {
            try strike(fault, number)
            return true
        }
        var aside = random.aside()
        guard rates.strikes(.serverClock, &aside) else { return false }
        disturbServerClock(&aside)
        return true
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
            try server.directory.revoke(clients[number].token)
            trace.note(number, "may not call", 0)
        case .readOnly:
            try server.directory.setRole(of: clients[number].member, to: .viewer)
            trace.note(number, "may only read", 0)
        case .quota:
            let room: UInt64 = random.chance(0.5) ? 0 : UInt64.random(in: 1...2000, using: &random)
            server.roomBytes = room
            trace.note(nil, "is almost full", room, "\(room) bytes left")
        case .serverClock: preconditionFailure("drawn aside")
        case .lostRequest, .lostReply, .repeated, .reordered, .delayed, .crashInTransaction, .newer, .poison, .deletes,
            .conflicts, .undo:
            preconditionFailure("not of machines and people")
        }
    }

    /// What was taken away comes back after a while.
    private mutating func lift(from number: Int) throws {
        let draws = (0..<4).map { _ in random.chance(0.15) }
        if draws[0], clients[number].isCutOff {
            clients[number].isCutOff = false
            trace.note(number, "is back", 0)
        }
        if draws[1] { try letInAgain(number) }
        if draws[2] { try letWriteAgain(number) }
        if draws[3] { try makeRoom() }
    }

    /// Every right that was taken from a client.
    mutating func giveBack(_ number: Int) throws {
        try letInAgain(number)
        try letWriteAgain(number)
    }

    /// A revoked device stays revoked: its owner is invited anew, and it calls with another token.
    private mutating func letInAgain(_ number: Int) throws {
        guard server.directory.isRevoked(clients[number].token) else { return }
        clients[number].token = clients[number].machine.host.randomBytes(Limits.tokenBytes)
        let client = clients[number]
        _ = try server.directory.join(client.owner, token: client.token)
        trace.note(number, "may call", 0)
    }

    private mutating func letWriteAgain(_ number: Int) throws {
        guard !server.directory.mayWrite(clients[number].member) else { return }
        try server.directory.setRole(of: clients[number].member, to: .member)
        trace.note(number, "may write", 0)
    }

    mutating func makeRoom() throws {
        guard server.roomBytes != nil else { return }
        server.roomBytes = nil
        try server.directory.setQuota(to: nil)
        trace.note(nil, "has room", 0)
    }

    mutating func crash(_ number: Int) throws {
        clients[number].stopSync()
        clients[number].store = try disk.reopen(clients[number].store)
        trace.note(number, "crashes", 0)
        try inspect(number)
    }

    private mutating func disturbClock(of number: Int) {
        clients[number].clock.disturb(&random)
        note(clients[number].clock, of: number)
    }

    private mutating func disturbServerClock(_ random: inout SeededRandom) {
        server.clock.disturb(&random)
        note(server.clock, of: nil)
    }

    private mutating func note(_ clock: SimulatedClock, of number: Int?) {
        trace.note(
            number, clock.isStuck ? "has a stuck clock" : "has another clock",
            UInt64(bitPattern: clock.skewMilliseconds), "off by \(clock.skewMilliseconds) ms")
    }

    /// A part of what another client holds, in any order, by the code that reads a bundle.
    private mutating func carryBundle(to number: Int) throws {
        let giver = Int.random(in: 0..<clients.count, using: &random)
        let share = Double.random(in: 0...1, using: &random)
        let held = try clients[giver].store.read { try StoreState.changes($0) }
        let changes = held.filter { _ in random.chance(share) }.shuffled(using: &random)
        guard giver != number, !changes.isEmpty else { return }
        let host = host(of: clients[number])
        let (state, former) = try clients[number].store.read { (try $0.state(), try $0.former(changes.map(\.id))) }
        let bundle = ChangeBundle(
            space: state.space, spaceName: state.name, written: host.now(), changes: changes.map(\.bytes))
        clients[number].store.live()
        let summary = try HuddleLog(store: clients[number].store, host: host).merge(bundle)
        trace.note(
            number, "reads a bundle", UInt64(summary.merged),
            "of \(changes.count) from client \(giver), \(summary.merged) new")
        clients[number].model.held.formUnion(changes.map(\.id).filter { former[$0] == nil })
        let isRenewed = try clients[number].store.read { try $0.state().replica } != state.replica
        try hold(!isRenewed || clients[number].wasCopied, .onlyCopiesAreTold, "client \(number), by a bundle")
        try confirmOwn(number)
        try inspect(number)
    }
}
