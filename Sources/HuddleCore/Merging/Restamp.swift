/// Stamps changes anew that the server found too far ahead of its clock, as `Protocol/sync.md` describes it.
///
/// A new form names the former one as a base, so that it replaces that wherever it went. All of a replica's changes that are in no log yet get new stamps, in the order in which they were written. When they were
/// written, by the corrected clock, is kept as a claim.
package enum Restamp {
    /// One change before and after.
    package struct Replacement: Hashable, Sendable {
        package let old: ChangeID
        package let new: Change
        package let newID: ChangeID
    }

    /// Whether this version can restamp a change without losing a newer version's fields or passing a limit. What cannot be
    /// restamped waits for its time to come.
    package static func canReplace(_ change: Change, bytes: [UInt8]) -> Bool {
        guard change.encoded() == bytes else { return false }
        var new = change
        new.claimed = change.claimed ?? change.stamp
        new.bases.append(ChangeID(Digest128(high: 0, low: 0)))
        return (try? Change(decoding: new.encoded(), filedUnder: change.record)) != nil
    }

    /// - Parameters:
    ///   - changes: The replica's unsettled changes, in the order of their arrival.
    ///   - refused: Those of them that are in quarantine. They are stamped anew only where they are based on what is.
    ///   - lastSettled: The greatest stamp among the replica's settled changes, but for those that no server would take now.
    ///   - clock: Its offset is what the server last said; afterwards it stands at the last new stamp.
    ///   - baseStamps: The stamps of held changes that are none of `changes`.
    package static func replacements(
        for changes: [(id: ChangeID, change: Change)], refused: Set<ChangeID>, lastSettled: Stamp,
        clock: inout HybridClock, wall: WallTime, baseStamps: [ChangeID: Stamp], hash: Hash128
    ) throws(ClockError) -> [Replacement] {
        clock.rewind(to: lastSettled)
        let latest = clock.latestTaken(at: wall)
        var renamed: [ChangeID: ChangeID] = [:]
        var stamps = baseStamps
        var replacements: [Replacement] = []
        for (id, old) in changes {
            guard !refused.contains(id) || old.bases.contains(where: { renamed[$0] != nil }) else {
                stamps[id] = old.stamp
                continue
            }
            var new = old
            new.bases = old.bases.map { renamed[$0] ?? $0 }
            let seen = new.bases.compactMap { stamps[$0] }.filter { $0 <= latest }.max() ?? .zero
            if !Mutant.isOn(.formerFormsUnnamed) { new.bases.append(id) }
            new.stamp = try clock.tick(wall: wall, after: seen)
            let claimed = old.claimed ?? Stamp(time: clock.corrected(old.stamp), counter: 0)
            new.claimed = max(min(claimed, new.stamp), Stamp(bits: 1))
            let newID = ChangeID(hash(new.encoded()))
            renamed[id] = newID
            stamps[newID] = new.stamp
            replacements.append(Replacement(old: id, new: new, newID: newID))
        }
        return replacements
    }
}
