package import HuddleCore

/// How many changes were new, and what they touched.
package struct MergeSummary: Hashable, Sendable {
    package var merged = 0
    /// Records that the merge left with cells in conflict.
    package var conflicted: Set<RecordID> = []

    package init() {}
}

extension SpaceWriter {
    /// Adds changes to the set that this space's state is a function of. What is held already changes nothing.
    ///
    /// This and `mergeUnheld` behind it are the one way in, for what is captured, pulled, admitted or read from a bundle.
    package func merge(_ arrivals: [NewChange]) throws(StoreError) -> MergeSummary {
        let held = try held(arrivals.map(\.stored.id))
        return try mergeUnheld(arrivals.filter { held[$0.stored.id] == nil })
    }

    /// Merges changes of which it was seen, in this transaction, that none is held. They may repeat each other.
    func mergeUnheld(_ arrivals: [NewChange]) throws(StoreError) -> MergeSummary {
        var summary = MergeSummary()
        var known = Set<ChangeID>()
        let new = arrivals.filter { known.insert($0.stored.id).inserted }
        guard !new.isEmpty else { return summary }

        var records = try records(Array(Set(new.map(\.stored.change.record))))
        let bases = Set(new.lazy.flatMap(\.stored.change.bases)).subtracting(known)
        var holding = try self.held(Array(bases)).mapValues(\.record)
        for arrival in new {
            let stored = arrival.stored
            let id = stored.change.record
            if records[id] == nil {
                records[id] = Record(stored.change, id: stored.id)
            } else {
                records[id]?.merge(stored.change, id: stored.id) { holding[$0] == id }
            }
            holding[stored.id] = id
        }
        try insert(new, altering: records.values.sorted { $0.id < $1.id })
        summary.merged = new.count
        summary.conflicted = Set(records.values.lazy.filter { !$0.conflicts.isEmpty }.map(\.id))
        return summary
    }
}
