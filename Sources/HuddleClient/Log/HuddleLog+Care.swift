import HuddleCore
package import HuddleStore

/// What a check of a log came to.
package struct CheckUp: Hashable, Sendable {
    package var findings: [Finding]
    package var counts: StoreCounts
    package var state: SpaceState
    /// Whether everything derived was written anew.
    package var wasRebuilt: Bool
}

extension HuddleLog {
    /// Checks the files, every change's id, every record against its changes, the search index and the log's chain.
    ///
    /// - Parameter rebuild: First writes everything that can be derived from the changes anew.
    package func checkUp(rebuild: Bool) throws -> CheckUp {
        // A doubtful file is not written to before it was looked at.
        let before = try store.write { try $0.integrityFaults() }
        if rebuild { try store.write { try $0.rebuild() } }
        let faults = rebuild ? try store.write { try $0.integrityFaults() } : before
        return try store.read { reader in
            CheckUp(
                findings: faults.map { .storage($0) } + (try reader.verify(hash: host.hash)),
                counts: try reader.counts(), state: try reader.state(), wasRebuilt: rebuild)
        }
    }

    /// What the server refused, with the reason.
    package func quarantined() throws -> [QuarantinedChange] {
        try store.read { try $0.quarantine() }
    }

    /// Lets changes out of quarantine, so that the next sync offers them again.
    ///
    /// - Returns: How many.
    package func retryQuarantined() throws -> Int {
        try store.write { writer in
            let ids = try writer.quarantine().map(\.refusal.id)
            try writer.release(ids)
            return ids.count
        }
    }

    /// Notices that this log's file was copied: it was born on another disk or in another file. Then what is written from
    /// now on is written by a new replica, and nothing is lost.
    ///
    /// - Parameter place: Names the disk and the file that the log is in now.
    /// - Returns: Whether it is a copy that was not known as one.
    package func settleIn(at place: String) throws -> Bool {
        let state = try state()
        if state.birthplace == place { return false }
        return try store.write { writer in
            var state = try writer.state()
            guard state.birthplace != nil else {
                state.birthplace = place
                try writer.setState(state)
                return false
            }
            try writer.renewReplica(host.newReplicaID(), birthplace: place, wall: host.now(), hash: host.hash)
            return true
        }
    }
}
