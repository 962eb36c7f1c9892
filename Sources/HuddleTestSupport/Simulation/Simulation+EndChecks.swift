import HuddleClient
import HuddleCore
import HuddleStore
import HuddleWire

/// The expensive checks, once everything got through.
extension Simulation {
    mutating func checkAtTheEnd() throws {
        _ = try readLog()
        var derived: [Set<ChangeID>: Derived] = [:]
        for client in clients {
            let quarantine = Set(try client.store.read { try $0.quarantine() }.map(\.refusal.id))
            for id in quarantine.sorted() {
                try hold(
                    book.mayBeRefused(id), .oneBadChangeBlocksNoOther,
                    "client \(client.number) keeps \(id.short) in quarantine, which is good")
            }
            let missing = server.model.logged.symmetricDifference(client.model.held.subtracting(quarantine))
            try hold(
                missing.isEmpty, .convergence,
                "client \(client.number) and the server differ in \(missing.sorted().map(\.short))")
            try check(client.store, holding: client.model.held, "client \(client.number)", &derived)
        }
        try check(server.store, holding: server.model.logged, "the server", &derived)
        try checkPromises()
        try checkFormerForms()
        try checkRedelivery()
        trace.mix(server.model.cursor.chain)
        if let state = derived[server.model.logged] { trace.mix(Fingerprint.hash128(Array(state.dump.utf8))) }
    }

    private mutating func check(
        _ store: SimulatedStore, holding ids: Set<ChangeID>, _ label: String,
        _ derived: inout [Set<ChangeID>: Derived]
    ) throws {
        let state = try derived[ids] ?? derive(ids)
        derived[ids] = state
        try store.read { try state.check($0, label) }
    }

    private mutating func derive(_ ids: Set<ChangeID>) throws -> Derived {
        let changes = ids.sorted().compactMap { id in book.change(id).map { Arrived(id: id, change: $0) } }
        return try Derived(changes, using: &random)
    }

    /// Everything that was confirmed is somewhere, and by now on the server, or in its author's quarantine.
    private func checkPromises() throws {
        var kept = book.essences(of: server.model.logged)
        for client in clients {
            kept.formUnion(book.essences(of: try client.store.read { try $0.quarantine() }.map(\.refusal.id)))
        }
        let lost = promised.subtracting(kept)
        try hold(lost.isEmpty, .nothingDisappears, "\(lost.count) confirmed values are nowhere")
    }

    private func checkFormerForms() throws {
        let logged = server.model.logged
        for (new, former) in book.former.sorted(by: { $0.key < $1.key }) where logged.contains(new) {
            let bases = book.change(new)?.bases ?? []
            for old in former.sorted() where logged.contains(old) {
                try hold(bases.contains(old), .formerFormsAreReplaced, "\(new.short) stands next to \(old.short)")
            }
        }
    }

    /// Everything once more, to one client; then everything derived anew from the changes.
    private mutating func checkRedelivery() throws {
        let number = Int.random(in: 0..<clients.count, using: &random)
        let client = clients[number]
        let before = try Vitals(of: client.store)
        let changes = client.model.held.sorted().shuffled(using: &random).compactMap { id in
            book[id].map { NewChange(StoredChange(id: id, bytes: $0.stored.bytes, change: $0.stored.change), seq: nil) }
        }
        let summary = try client.store.write { try $0.merge(changes) }
        try hold(
            summary.merged == 0, .redeliveryChangesNothing, "client \(number) took \(summary.merged) changes twice")
        try hold(try Vitals(of: client.store) == before, .redeliveryChangesNothing, "client \(number)")
        let dump = try StoreState.dump(client.store)
        let faults = try client.store.write { try $0.integrityFaults() }
        try hold(faults.isEmpty, .tablesEqualRebuild, "client \(number): \(faults)")
        let findings = try client.store.read { try $0.verify(hash: host(of: client).hash) }
        try hold(findings.isEmpty, .tablesEqualRebuild, "client \(number): \(findings)")
        try client.store.write { try $0.rebuild(hash: host(of: client).hash) }
        try hold(try StoreState.dump(client.store) == dump, .tablesEqualRebuild, "client \(number), rebuilt")
        try hold(try Vitals(of: client.store) == before, .tablesEqualRebuild, "client \(number), rebuilt")
    }
}
