import HuddleCore
import HuddleStore

/// Disks that are copied, go back in time, or are lost.
extension Simulation {
    mutating func backUp(_ number: Int) throws {
        clients[number].backup = (try disk.copy(clients[number].store), clients[number].model)
    }

    mutating func restore(_ number: Int) throws {
        guard let backup = clients[number].backup else { return }
        clients[number].stopSync()
        clients[number].backup = nil
        clients[number].store = backup.store
        clients[number].model = backup.model
        clients[number].wasCopied = true
        trace.note(
            number, "goes back to a backup", UInt64(backup.model.held.count), "of \(backup.model.held.count) changes")
        try noticeCopy(number)
        forgetWhatNoDiskHolds()
        try inspect(number)
    }

    mutating func clone(_ number: Int) throws {
        guard clients.count < mostClients else { return }
        let original = clients[number]
        let copy = clients.count
        var client = SimulatedClient(
            number: copy, machine: SimulatedHost(seed: random.next(), now: original.machine.now),
            owner: original.owner, member: original.member, token: original.token,
            store: try disk.copy(original.store), model: original.model,
            clock: SimulatedClock(skewMilliseconds: original.clock.skewMilliseconds))
        client.isNewer = original.isNewer
        client.wasCopied = true
        clients[number].wasCopied = true
        clients.append(client)
        trace.note(number, "is cloned", UInt64(copy), "as client \(copy)")
        try noticeCopy(copy)
    }

    /// The program that opens a log notices that it lies elsewhere than it was born; or it does not, where the machine's id
    /// was cloned, too.
    private mutating func noticeCopy(_ number: Int) throws {
        guard random.chance(0.5), options.brokenRule != .idsByReplicaAndIndex else { return }
        let host = host(of: clients[number])
        try clients[number].store.write { writer in
            try writer.renewReplica(host.newReplicaID(), wall: host.now(), hash: host.hash)
        }
        trace.note(number, "notices that it is a copy", 0)
        try confirmOwn(number)
        try inspect(number)
    }

    /// - Parameter isAnnounced: By an admin, who stops the server first: what was under way is lost.
    mutating func restoreServer(isAnnounced: Bool) throws {
        guard let backup = server.backup else { return }
        server.backup = nil
        try replaceServer(by: backup.store, backup.model)
        if isAnnounced { network.dropAll() }
        trace.note(
            nil, isAnnounced ? "is restored" : "is swapped", UInt64(backup.model.log.count),
            "at \(backup.model.log.count)")
    }

    mutating func emptyServer() throws {
        let state = try server.store.read { try $0.state() }
        let empty = SpaceState(space: state.space, name: state.name, replica: state.replica)
        try replaceServer(by: try disk.create(empty), ServerModel())
        trace.note(nil, "is emptied", 0)
    }

    private mutating func replaceServer(by store: SimulatedStore, _ model: ServerModel) throws {
        server.store = store
        server.model = model
        server.wasReplaced = true
        forgetWhatNoDiskHolds()
    }

    /// What was on a lost disk alone is lost: nobody promised otherwise.
    private mutating func forgetWhatNoDiskHolds() {
        var held = book.essences(of: server.model.logged)
        for client in clients { held.formUnion(book.essences(of: client.model.held)) }
        promised.formIntersection(held)
    }
}
