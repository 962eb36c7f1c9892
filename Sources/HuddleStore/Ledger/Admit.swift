package import HuddleCore

/// What became of a page that was pushed.
package struct Admission: Hashable, Sendable {
    /// One for each change, in its order.
    package var verdicts: [Verdict] = []
    /// How many of the changes it let in were written by others than the caller: from a bundle, or sent again by those
    /// who hold them after a log was restored.
    package var relayed = 0

    package init() {}
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
    /// - Parameters:
    ///   - caller: The replica that pushes them.
    ///   - quotaBytes: The most that the log may take in its storage; nil for no limit.
    package func admit(
        _ pushed: [[UInt8]], from caller: ReplicaID, quotaBytes: UInt64? = nil, now: WallTime, hash: Hash128
    ) throws(StoreError) -> Admission {
        var admission = Admission()
        guard !pushed.isEmpty else { return admission }
        let candidates = pushed.map { bytes -> Result<StoredChange, ChangeError> in
            do throws(ChangeError) { return .success(try StoredChange(bytes: bytes, hash: hash)) } catch {
                return .failure(error)
            }
        }
        var stamps = try heldStamps(candidates.compactMap { try? $0.get() })
        var state = try state()
        var admitted: [NewChange] = []
        var room: Room?
        if let quotaBytes { room = Room(quotaBytes: quotaBytes, usedBytes: try storedBytes()) }
        for candidate in candidates {
            switch candidate {
            case .failure(let error):
                admission.verdicts.append(.refused(code: .malformed, detail: error.description))
            case .success(let stored) where stamps[stored.id] != nil:
                admission.verdicts.append(.duplicate)
            case .success(let stored):
                if let refusal = refusal(of: stored.change, now: now, stamps) {
                    admission.verdicts.append(refusal)
                    continue
                }
                if let refusal = room?.refusal(ofTaking: stored.bytes.count) {
                    admission.verdicts.append(refusal)
                    continue
                }
                stamps[stored.id] = stored.change.stamp
                state.cursor = state.cursor.advanced(over: stored.id, hash: hash)
                if state.cursor.seq % Limits.chainCheckpointInterval == 0 { try remember(state.cursor) }
                admitted.append(NewChange(stored, seq: state.cursor.seq))
                admission.verdicts.append(.admitted)
                if stored.change.replica != caller { admission.relayed += 1 }
            }
        }
        guard !admitted.isEmpty else { return admission }
        _ = try mergeUnheld(admitted)
        try setState(state)
        return admission
    }

    private func heldStamps(_ changes: [StoredChange]) throws(StoreError) -> [ChangeID: Stamp] {
        try held(changes.map(\.id) + changes.flatMap(\.change.bases)).mapValues(\.stamp)
    }

    private func refusal(of change: Change, now: WallTime, _ stamps: [ChangeID: Stamp]) -> Verdict? {
        let bases = change.bases.compactMap { stamps[$0] }.max() ?? .zero
        let ahead = change.stamp.time.milliseconds - now.milliseconds
        // What the log took while this clock was ahead of itself must not keep people from editing it until then.
        if ahead > Limits.clockAheadMilliseconds, change.stamp.time.milliseconds > bases.time.milliseconds {
            return .refused(code: .clockAhead, detail: "stamped \(ahead / 1000) s ahead of the server's clock")
        }
        if bases >= change.stamp {
            return .refused(code: .stampOrder, detail: "stamped no later than a change that it is based on")
        }
        return nil
    }
}
