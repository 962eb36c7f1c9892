package import HuddleCore

/// Whether an entry with several owners stands in an export once, or under each of them.
package enum ExportGrouping: Hashable, Sendable {
    case once
    case everyOwner
}

/// An entry's place in an export: by owner, then by due date, then by age. No owner and no due date come last.
///
/// Keys are small: a log of any size is put in order by its keys, and its entries are then read one by one.
package struct ExportKey: Hashable, Sendable {
    package let owner: String?
    package let due: CivilDate?
    package let created: WallTime
    package let id: RecordID
    /// The owner's name as it is compared, so that capitals and spaces do not part a person's entries.
    private let folded: String

    package init(owner: String?, due: CivilDate?, created: WallTime, id: RecordID) {
        self.owner = owner
        self.due = due
        self.created = created
        self.id = id
        folded = owner.map(Names.folded) ?? ""
    }

    /// The places of one entry, one for each of its owners, or one alone under the first of them.
    package static func keys(of entry: Entry, grouping: ExportGrouping) -> [ExportKey] {
        let created = entry.projection.created
        let keys = entry.owners.map { ExportKey(owner: $0, due: entry.due, created: created, id: entry.id) }.sorted()
        guard let first = keys.first else {
            return [ExportKey(owner: nil, due: entry.due, created: created, id: entry.id)]
        }
        switch grouping {
        case .once: return [first]
        case .everyOwner: return keys
        }
    }

    /// The keys of all `entries` in order, each with the place of its entry.
    package static func sorted(
        _ entries: [ListedEntry], grouping: ExportGrouping
    ) -> [(key: ExportKey, position: Int)] {
        var places: [(key: ExportKey, position: Int)] = []
        for (position, listed) in entries.enumerated() {
            for key in keys(of: listed.entry, grouping: grouping) { places.append((key, position)) }
        }
        return places.sorted { $0.key < $1.key }
    }
}

extension ExportKey: Comparable {
    package static func < (left: ExportKey, right: ExportKey) -> Bool {
        switch (left.owner, right.owner) {
        case (nil, .some): return false
        case (.some, nil): return true
        case (nil, nil): break
        case (let mine?, let other?):
            if let isLess = precedes(left.folded, right.folded) ?? precedes(mine, other) { return isLess }
        }
        switch (left.due, right.due) {
        case (nil, .some): return false
        case (.some, nil): return true
        case (nil, nil): break
        case (let mine?, let other?): if mine != other { return mine < other }
        }
        return left.created != right.created ? left.created < right.created : left.id < right.id
    }

    /// By bytes, the same on every machine; nil where both are equal.
    private static func precedes(_ left: String, _ right: String) -> Bool? {
        left.utf8.elementsEqual(right.utf8) ? nil : left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
