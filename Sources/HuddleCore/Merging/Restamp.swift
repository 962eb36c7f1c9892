/// Stamps changes anew that the server found too far ahead of its clock, as `Protocol/sync.md` describes it.
///
/// All of a replica's changes that nobody else has are stamped again, in the order in which they were written, so that each
/// still exceeds what it is based on. What the author's clock had claimed is kept.
package enum Restamp {
    /// One change before and after.
    package struct Replacement: Hashable, Sendable {
        package let old: ChangeID
        package let new: Change
        package let newID: ChangeID
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
            let after = new.bases.compactMap { stamps[$0] }.max() ?? .zero
            new.stamp = try clock.tick(wall: wall, after: after)
            new.claimed = old.claimed ?? old.stamp
            let newID = ChangeID(hash(new.encoded()))
            renamed[id] = newID
            stamps[newID] = new.stamp
            replacements.append(Replacement(old: id, new: new, newID: newID))
        }
        return replacements
    }
}
