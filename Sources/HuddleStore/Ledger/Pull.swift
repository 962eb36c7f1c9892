package import HuddleCore

/// One item of a page that a server sent.
package enum PulledItem: Hashable, Sendable {
    case change(StoredChange)
    /// A change that this replica wrote, by its id alone.
    case own(ChangeID)

    package var id: ChangeID {
        switch self {
        case .change(let stored): stored.id
        case .own(let id): id
        }
    }
}

/// What storing a page came to.
package enum PullOutcome: Hashable, Sendable {
    case stored(MergeSummary)
    /// The server has changes of this replica that are not held here: this log is a copy of another, or an old
    /// backup. Nothing was stored.
    case isCopy
    /// Somebody else moved the cursor since the page was asked for. Nothing was stored.
    case overtaken
}

extension SpaceWriter {
    /// Stores a page of the log whole: its changes, the records they alter, what became settled, the refusals,
    /// the clock's offset and the cursor, in the one transaction that this is called in.
    ///
    /// - Parameter head: The end of the server's log, as it said with this page.
    package func pull(
        _ items: [PulledItem], from start: Cursor, to end: Cursor, head: UInt64, refusals: [Refusal],
        serverTime: WallTime, receivedAt wall: WallTime, hash: Hash128
    ) throws(StoreError) -> PullOutcome {
        var state = try state()
        guard state.cursor == start else { return .overtaken }
        let held = try held(items.map(\.id))
        let former = try former(items.lazy.map(\.id).filter { held[$0] == nil })
        var arrivals: [NewChange] = []
        var settled: [(id: ChangeID, seq: UInt64)] = []
        for (position, item) in items.enumerated() {
            let seq = start.seq + UInt64(position) + 1
            switch item {
            case _ where held[item.id] != nil: settled.append((item.id, seq))
            case .own(let id):
                // The former form of a change that was restamped: someone had it from a bundle, and sent it first.
                guard let bytes = former[id]?.bytes, !Mutant.isOn(.formerFormsForgotten) else { return .isCopy }
                arrivals.append(
                    NewChange(
                        try ArrivedChange(
                            key: ArrivalKey(0), id: id, replica: state.replica, bytes: bytes
                        ).decoded(hash: hash), seq: seq))
            case .change(let stored):
                guard stored.change.replica != state.replica || former[stored.id] != nil else { return .isCopy }
                arrivals.append(NewChange(stored, seq: seq))
            }
        }
        let summary = try mergeUnheld(arrivals)
        try settle(settled)
        try quarantine(refusals)
        state.cursor = end
        state.clock.offsetMilliseconds = serverTime.milliseconds(since: wall)
        state.lastSync = wall
        state.serverHead = head
        try setState(state)
        return .stored(summary)
    }

    /// Takes a new replica id: what is held stays, and what is written from now on is written by the new one. The
    /// person who writes here is told of it, so that their name still stands beside what they write.
    package func renewReplica(
        _ replica: ReplicaID, birthplace: String? = nil, wall: WallTime, hash: Hash128
    ) throws(StoreError) {
        var state = try state()
        state.replica = replica
        state.lastIndex = 0
        state.birthplace = birthplace ?? state.birthplace
        try setState(state)
        if let person = state.person, let element = CellName(FieldName.replicas, element: replica.hex) {
            let edit = Edit(record: person, type: .person, writes: [Change.Write(element, .flag(true))])
            _ = try capture([edit], wall: wall, hash: hash, isDeed: false)
        }
    }
}
