package import HuddleCore
import HuddleStore

/// How many of a record's changes are not in the server's log as far as is known here.
package struct RecordWaiting: Hashable, Sendable {
    /// Go out with the next sync.
    package let toSync: Int
    /// Were refused, and wait for a person.
    package let refused: Int
}

extension HuddleLog {
    package func waiting(of id: RecordID) throws -> RecordWaiting {
        try store.read { reader in
            let held = try reader.held(try reader.changes(of: id).map(\.id))
            let unsettled = Set(held.filter { $0.value.seq == nil }.keys)
            let refused = try reader.quarantine().count { unsettled.contains($0.refusal.id) }
            return RecordWaiting(toSync: unsettled.count - refused, refused: refused)
        }
    }
}
