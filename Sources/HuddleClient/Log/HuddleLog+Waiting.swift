package import HuddleCore
import HuddleStore

/// How many of a record's changes are not in the server's log as far as is known here.
package struct RecordWaiting: Hashable, Sendable {
    /// Go out with the next sync.
    package let toSync: Int
    /// Were refused, and wait for a person.
    package let refused: Int
}

/// Changes that the server takes only once its clock comes near their stamps.
package struct FutureChanges: Hashable, Sendable {
    package let count: Int
    /// When the last of them can be sent, by this machine's clock.
    package let until: WallTime
}

extension HuddleLog {
    /// The pending changes that wait for their time, nil for none: what others stamped far ahead and handed over. What was
    /// written here is not among them: the next sync corrects its time.
    package func futureChanges() throws -> FutureChanges? {
        try store.read { reader in
            let state = try reader.state()
            let latest = state.clock.latestTaken(at: host.now())
            var stamps: [Stamp] = []
            var key: ArrivalKey?
            while true {
                let page = try reader.outbox(after: key, page: .full)
                guard let end = page.last else { break }
                key = end.key
                for arrived in page where arrived.replica != state.replica {
                    let stamp = try arrived.decoded(hash: host.hash).change.stamp
                    if stamp > latest { stamps.append(stamp) }
                }
            }
            return stamps.max().map { FutureChanges(count: stamps.count, until: state.clock.wall(ofTaking: $0)) }
        }
    }

    package func waiting(of id: RecordID) throws -> RecordWaiting {
        try store.read { reader in
            let held = try reader.held(try reader.changes(of: id).map(\.id))
            let unsettled = Set(held.filter { $0.value.seq == nil }.keys)
            let refused = try reader.quarantine().count { unsettled.contains($0.refusal.id) }
            return RecordWaiting(toSync: unsettled.count - refused, refused: refused)
        }
    }
}
