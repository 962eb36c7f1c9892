package import HuddleCore

/// What became of a page that was pushed.
package struct Admission: Hashable, Sendable {
    /// One for each change, in its order.
    package var verdicts: [Verdict] = []
    /// Which replicas wrote the changes that it let in. Others than the caller's, where they came from a bundle, or are sent
    /// again by those who hold them after a log was restored.
    package private(set) var authors: Set<ReplicaID> = []
    /// Those among them of which the log had nothing before.
    package private(set) var newAuthors: Set<ReplicaID> = []

    package init() {}

    package mutating func note(_ author: ReplicaID, isNew: Bool) {
        if authors.insert(author).inserted, isNew { newAuthors.insert(author) }
    }

    /// - Parameter next: Of changes that came behind these, in one call.
    package mutating func append(_ next: Admission) {
        verdicts += next.verdicts
        for author in next.authors { note(author, isNew: next.newAuthors.contains(author)) }
    }
}

/// What a log may still grow by, as a page is gone through.
private struct Room {
    let quotaBytes: UInt64
    var usedBytes: UInt64

    /// Nil where it fits, and is counted from then on.
    mutating func refusal(ofTaking bytes: Int) -> Verdict? {
        guard usedBytes + UInt64(bytes) <= quotaBytes else {
            let used = ByteCount(usedBytes).text
            return .refused(
                code: .quota, detail: "the space has \(used), and may have \(ByteCount(quotaBytes).text)")
        }
        usedBytes += UInt64(bytes)
        return nil
    }
}

extension SpaceWriter {
    /// Judges each pushed change by itself and gives those it admits the next places in the log.
    /// One bad change never blocks the rest.
    ///
    /// - Parameter quotaBytes: The most that the log may take in its storage; nil for no limit.
    package func admit(
        _ pushed: [[UInt8]], quotaBytes: UInt64? = nil, now: WallTime, hash: Hash128
    ) throws(StoreError) -> Admission {
        var admission = Admission()
        guard !pushed.isEmpty else { return admission }
        let candidates = pushed.map { bytes -> Result<StoredChange, ChangeError> in
            do throws(ChangeError) { return .success(try StoredChange(bytes: bytes, hash: hash)) } catch {
                return .failure(error)
            }
        }
        var held = Set(try held(candidates.compactMap { try? $0.get().id }).keys)
        var state = try state()
        var admitted: [NewChange] = []
        var room: Room?
        if let quotaBytes { room = Room(quotaBytes: quotaBytes, usedBytes: try storedBytes()) }
        for candidate in candidates {
            switch candidate {
            case .failure(let error):
                admission.verdicts.append(.refused(code: .malformed, detail: error.description))
            case .success(let stored) where held.contains(stored.id):
                admission.verdicts.append(.duplicate)
            case .success(let stored):
                let author = stored.change.replica
                if admission.authors.count == Limits.authorsPerCall, !admission.authors.contains(author) {
                    let detail = "a call may bring changes of \(Limits.authorsPerCall) replicas"
                    admission.verdicts.append(.refused(code: .tooManyAuthors, detail: detail))
                    continue
                }
                if let refusal = stored.change.refusal(at: now) {
                    admission.verdicts.append(refusal)
                    continue
                }
                if let refusal = room?.refusal(ofTaking: stored.bytes.count) {
                    admission.verdicts.append(refusal)
                    continue
                }
                state.cursor = state.cursor.advanced(over: stored.id, hash: hash)
                held.insert(stored.id)
                if state.cursor.seq % Limits.chainCheckpointInterval == 0 { try remember(state.cursor) }
                admitted.append(NewChange(stored, seq: state.cursor.seq))
                admission.verdicts.append(.admitted)
                if !admission.authors.contains(author) {
                    admission.note(author, isNew: try !hasChanges(of: author))
                }
            }
        }
        guard !admitted.isEmpty else { return admission }
        _ = try mergeUnheld(admitted)
        try setState(state)
        return admission
    }
}

extension Change {
    /// The verdict on a change that is stamped further ahead of the server's clock than a server takes; nil otherwise.
    /// Nothing is too old.
    fileprivate func refusal(at now: WallTime) -> Verdict? {
        let ahead = stamp.time.milliseconds - now.milliseconds
        guard ahead > Limits.clockAheadMilliseconds else { return nil }
        return .refused(code: .clockAhead, detail: "stamped \(ahead / 1000) s ahead of the server's clock")
    }
}
