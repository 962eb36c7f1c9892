import HuddleCore
package import HuddleStore

extension SpaceStore {
    /// Does one of a sync machine's actions on this store, in one transaction.
    ///
    /// - Parameter offer: What is read of the outbox at once.
    package func perform(
        _ action: SyncMachine.Action, host: Host, offer: PageLimit
    ) throws -> SyncMachine.Event {
        switch action {
        case .readState:
            return .began(try read { try $0.state() })
        case .readOutbox(let key):
            return .outbox(try read { try $0.outbox(after: key, page: offer) })
        case .store(let page):
            return .stored(try write { try $0.pull(page, host.hash) })
        case .renewReplica:
            return .began(
                try write { writer in
                    try writer.renewReplica(host.newReplicaID(), wall: host.now(), hash: host.hash)
                    return try writer.state()
                })
        case .forgetLog:
            return .began(
                try write { writer in
                    try writer.forgetLog()
                    return try writer.state()
                })
        case .restamp(let ahead, let cursor):
            let renamed = try write { writer in
                try writer.restamp(ahead: ahead, at: cursor, wall: host.now(), hash: host.hash)
            }
            return renamed.map { .restamped($0) } ?? .stored(.overtaken)
        case .readDigests:
            return .digests(try read { try $0.digests() })
        case .exchange, .compare, .wait, .finish, .fail:
            preconditionFailure("no store can do this")
        }
    }
}

extension SpaceWriter {
    fileprivate func pull(_ page: PulledPage, _ hash: Hash128) throws(StoreError) -> PullOutcome {
        let outcome = try pull(
            page.items, from: page.start, to: page.end, head: page.head, refusals: page.refusals,
            serverTime: page.serverTime, receivedAt: page.receivedAt, hash: hash)
        if case .stored = outcome, let name = page.newName {
            var state = try state()
            state.name = name
            try setState(state)
        }
        return outcome
    }
}
