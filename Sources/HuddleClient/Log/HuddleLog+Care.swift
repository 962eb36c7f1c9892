package import HuddleCore
package import HuddleStore

/// What a check of a log came to.
package struct CheckUp: Hashable, Sendable {
    /// What is wrong now.
    package var findings: [Finding]
    /// What was wrong before a rebuild, and is right now.
    package var mended: [Finding]
    package var counts: StoreCounts
    package var state: SpaceState
    /// Whether everything derived was written anew.
    package var wasRebuilt: Bool
    /// What people call the records that findings are about, where they can be read: a short id and a title.
    package var names: [RecordID: String]
}

extension HuddleLog {
    /// Checks the files, every change's id, every record against its changes, the search index and the log's chain.
    ///
    /// - Parameter rebuild: Also writes everything anew that can be derived from the changes, and checks again. Where the chain
    ///   is broken, every place in the log is forgotten, so that the next sync reads it from the start. Where a change is
    ///   damaged or missing, nothing is rebuilt: what is still shown of its record would be lost.
    package func checkUp(rebuild: Bool) throws -> CheckUp {
        let before = try findings()
        guard rebuild, !before.contains(where: \.forbidsRebuilding) else {
            return try checkUp(before, mended: [], wasRebuilt: false)
        }
        try store.write { writer in
            try writer.rebuild(hash: host.hash)
            if before.contains(where: \.isOfTheChain) { try writer.forgetLog() }
        }
        let after = try findings()
        return try checkUp(after, mended: before.filter { !after.contains($0) }, wasRebuilt: true)
    }

    private func findings() throws -> [Finding] {
        let faults = try store.write { try $0.integrityFaults() }
        return try store.read { reader in faults.map { .storage($0) } + (try reader.verify(hash: host.hash)) }
    }

    private func checkUp(_ findings: [Finding], mended: [Finding], wasRebuilt: Bool) throws -> CheckUp {
        try store.read { reader in
            CheckUp(
                findings: findings, mended: mended, counts: try reader.counts(), state: try reader.state(),
                wasRebuilt: wasRebuilt, names: Self.names(of: Set((findings + mended).compactMap(\.record)), reader))
        }
    }

    /// Enough of a title to recognise it by.
    private static let nameLetters = 60

    private static func names(of records: Set<RecordID>, _ reader: any SpaceReader) -> [RecordID: String] {
        var names: [RecordID: String] = [:]
        for id in records {
            // A record that cannot be read keeps its id for a name.
            guard let stored = try? reader.projection(of: id) else { continue }
            let title = title(of: stored)
            let shown = title.count > nameLetters ? title.prefix(nameLetters - 1) + "…" : title
            names[id] = "\(stored.shortID) \"\(shown.visible)\""
        }
        return names
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

extension Finding {
    fileprivate var isOfTheChain: Bool { if case .brokenChain = self { true } else { false } }
}
