import HuddleCore
package import HuddleStore

/// One log on this machine, as a program uses it: write, find, list. Nothing here needs a network.
package struct HuddleLog: Sendable {
    package let store: any SpaceStore
    package let host: Host

    package init(store: any SpaceStore, host: Host) {
        self.store = store
        self.host = host
    }

    /// A fresh log's state: a space of one's own, and a replica that nobody else is.
    package static func freshState(named name: String, host: Host) -> SpaceState {
        SpaceState(space: host.newRecordID(), name: name, replica: host.newReplicaID())
    }

    package func state() throws -> SpaceState {
        try store.read { try $0.state() }
    }

    package func counts() throws -> StoreCounts {
        try store.read { try $0.counts() }
    }
}
