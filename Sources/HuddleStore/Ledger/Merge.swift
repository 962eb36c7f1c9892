package import HuddleCore

/// How many changes were new, and what they touched.
package struct MergeSummary: Hashable, Sendable {
    package var merged = 0
    /// Records that the merge left with cells in conflict, or edited while they were deleted.
    package var conflicted: Set<RecordID> = []
    /// What comments that came are about.
    package var commented: Set<RecordID> = []

    package init() {}

    /// Takes in what the next page came to.
    package mutating func add(_ page: MergeSummary) {
        merged += page.merged
        conflicted.formUnion(page.conflicted)
        commented.formUnion(page.commented)
    }
}

extension SpaceWriter {
    /// Adds changes to the set that this space's state is a function of. What is held already changes nothing.
    ///
    /// Former forms of what this log restamped are passed over where they have no place in the log: the new forms stand for
    /// them. This and `mergeUnheld` behind it are the one way in, for what is captured, pulled, admitted or read from a bundle.
    package func merge(_ arrivals: [NewChange]) throws(StoreError) -> MergeSummary {
        let held = try held(arrivals.map(\.stored.id))
        let unheld = arrivals.filter { held[$0.stored.id] == nil }
        let former = try former(unheld.filter { $0.seq == nil }.map(\.stored.id))
        return try mergeUnheld(former.isEmpty ? unheld : unheld.filter { former[$0.stored.id] == nil || $0.seq != nil })
    }

    /// Merges changes of which it was seen, in this transaction, that none is held. They may repeat each other.
    func mergeUnheld(_ arrivals: [NewChange]) throws(StoreError) -> MergeSummary {
        var summary = MergeSummary()
        let known = Set(arrivals.lazy.map(\.stored.id))
        let new = known.count == arrivals.count ? arrivals : firstOfEach(arrivals)
        guard !new.isEmpty else { return summary }

        var records = try records(Array(Set(new.lazy.map(\.stored.change.record))))
        let bases = Set(new.lazy.flatMap(\.stored.change.bases))
        // Of what is held, only what is named as a base is ever asked for.
        var holding = try self.held(Array(bases.subtracting(known))).mapValues(\.record)
        for arrival in new {
            let stored = arrival.stored
            let id = stored.change.record
            if let position = records.index(forKey: id) {
                records.values[position].merge(stored.change, id: stored.id) { holding[$0] == id }
            } else {
                records[id] = Record(stored.change, id: stored.id)
            }
            if bases.contains(stored.id) { holding[stored.id] = id }
        }
        try insert(new, altering: records.values.sorted { $0.id < $1.id })
        summary.merged = new.count
        for record in records.values {
            if record.isInConflict { summary.conflicted.insert(record.id) }
            if let parent = record.commented { summary.commented.insert(parent) }
        }
        return summary
    }

    private func firstOfEach(_ arrivals: [NewChange]) -> [NewChange] {
        var known = Set<ChangeID>()
        return arrivals.filter { known.insert($0.stored.id).inserted }
    }
}

extension Record {
    /// Whether people disagree about it. Once it is deleted by someone who had seen all of it, nobody does.
    fileprivate var isInConflict: Bool {
        switch presence {
        case .present: !conflicts.isEmpty
        case .deleted, .unborn: false
        case .editedWhileDeleted: true
        }
    }

    /// Of a comment, what it is about.
    fileprivate var commented: RecordID? {
        guard type == .comment, case .reference(let parent)? = self[FieldName.parent]?.value else { return nil }
        return parent
    }
}
