package import HuddleCore

/// What a store knows of itself beside its changes. It is written in the transaction of whatever moves it.
package struct SpaceState: Hashable, Sendable {
    package var space: RecordID
    /// What people call the space.
    package var name: String
    package var replica: ReplicaID
    /// The index of the last change that this replica wrote.
    package var lastIndex: UInt64
    package var clock: HybridClock
    /// The prefix of the log that is held here: on a server the whole log, on a client what was pulled.
    package var cursor: Cursor
    /// The record of the person who writes here; nil on a server.
    package var person: RecordID?
    /// When a sync last went through.
    package var lastSync: WallTime?
    /// The end of the server's log when a sync last asked: beyond the cursor, where that sync was broken off. Nil where none asked.
    package var serverHead: UInt64?
    /// Names the disk and the file that this log was born in, or was moved to knowingly. Found elsewhere, it is a copy.
    package var birthplace: String?

    package init(
        space: RecordID, name: String, replica: ReplicaID, lastIndex: UInt64 = 0, clock: HybridClock = HybridClock(),
        cursor: Cursor = .start, person: RecordID? = nil, lastSync: WallTime? = nil,
        serverHead: UInt64? = nil, birthplace: String? = nil
    ) {
        self.space = space
        self.name = name
        self.replica = replica
        self.lastIndex = lastIndex
        self.clock = clock
        self.cursor = cursor
        self.person = person
        self.lastSync = lastSync
        self.serverHead = serverHead
        self.birthplace = birthplace
    }
}
