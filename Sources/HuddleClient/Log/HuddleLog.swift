import HuddleCore
package import HuddleStore

/// One log on this machine, as a program uses it: write, find, list. Nothing here needs a network.
package struct HuddleLog: Sendable {
    package let store: any SpaceStore
    package let host: Host

    /// The file that remembers what was listed last; nil where nothing remembers it.
    let listPath: String?

    package init(store: any SpaceStore, host: Host, listPath: String? = nil) {
        self.store = store
        self.host = host
        self.listPath = listPath
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

    package func waiting() throws -> WaitingCounts {
        try store.read { try $0.waiting() }
    }
}
