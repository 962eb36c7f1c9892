package import HuddleCore

/// What entries are put in order by inside their group. What has no value comes last; equals go by due date, then by age.
package struct ExportSort: Hashable, Sendable {
    package enum Key: String, CaseIterable, Hashable, Sendable {
        case due, created, changed, priority, status, kind
    }

    package let key: Key
    package let isDescending: Bool

    /// `due`, or `-due` for the other way round; nil for anything else.
    package init?(_ text: String) {
        isDescending = text.hasPrefix("-")
        guard let key = Key(rawValue: isDescending ? String(text.dropFirst()) : text) else { return nil }
        self.key = key
    }

    func value(of outline: EntryOutline) -> Int64 {
        let value: Int64? =
            switch key {
            case .due: outline.due.map { Int64($0.daysSince1970) }
            case .created: outline.created.milliseconds
            case .changed: outline.changed.milliseconds
            case .priority: outline.priority.map { Int64(["high", "medium", "low"].firstIndex(of: $0) ?? 3) }
            case .status: outline.status.known.flatMap { EntryStatus.allCases.firstIndex(of: $0) }.map { Int64($0) }
            case .kind: outline.kind.known.flatMap { EntryKind.allCases.firstIndex(of: $0) }.map { Int64($0) }
            }
        guard let value else { return .max }
        return isDescending ? -value : value
    }
}

/// Puts entries in order by their outlines: a few words of memory each, whatever their texts.
package struct ExportOrder {
    private struct Placement {
        let group: Int32
        let isFirst: Bool
        let isOverdue: Bool
        let due: Int32
        let sort: Int64
        let created: Int64
        let id: RecordID
        let place: RecordPlace
    }

    private let group: ExportGroup?
    private let sort: ExportSort?
    private let today: CivilDate
    private let showsAll: Bool
    private var headings: [ExportHeading: Int32] = [:]
    private var placements: [Placement] = []

    /// - Parameter group: Nil for one list of all.
    /// - Parameter showsAll: Whether an entry with several owners stands under each of them, or once.
    package init(group: ExportGroup?, sort: ExportSort?, today: CivilDate, showsAll: Bool) {
        self.group = group
        self.sort = sort
        self.today = today
        self.showsAll = showsAll
    }

    package mutating func add(_ outline: EntryOutline, meeting: Meeting?) {
        let found =
            group?.headings(of: outline, meeting: meeting, today: today) ?? [ExportHeading(nil, of: .kind)]
        for (position, heading) in found.prefix(showsAll ? found.count : 1).enumerated() {
            let known = headings[heading]
            let number = known ?? Int32(headings.count)
            if known == nil { headings[heading] = number }
            placements.append(
                Placement(
                    group: number, isFirst: position == 0, isOverdue: outline.isOverdue(on: today),
                    due: outline.due.map { Int32($0.daysSince1970) } ?? .max, sort: sort?.value(of: outline) ?? 0,
                    created: outline.created.milliseconds, id: outline.id, place: outline.place))
        }
    }

    /// - Parameter meeting: Looks a meeting up; asked only where the order needs it.
    package mutating func add(_ outline: EntryOutline, lookingUp meeting: (RecordID) throws -> Meeting?) rethrows {
        let needsMeeting = group == .meeting || group == .customer
        add(outline, meeting: needsMeeting ? try outline.meeting.flatMap(meeting) : nil)
    }

    /// How many items there are: an entry under two headings is two.
    package var count: Int { placements.count }

    /// The places in order.
    ///
    /// - Parameter limit: So many entries at most, from the start.
    package consuming func placed(limit: Int? = nil) -> ExportPlaces {
        let sorted = headings.sorted { $0.key < $1.key }
        var ranks = [Int32](repeating: 0, count: sorted.count)
        for (rank, heading) in sorted.enumerated() { ranks[Int(heading.value)] = Int32(rank) }
        placements.sort { left, right in
            if left.group != right.group { return ranks[Int(left.group)] < ranks[Int(right.group)] }
            if left.sort != right.sort { return left.sort < right.sort }
            if left.due != right.due { return left.due < right.due }
            if left.created != right.created { return left.created < right.created }
            return left.id < right.id
        }
        let total = placements.count { $0.isFirst }
        if let limit, limit < total {
            let kept = Set(placements.lazy.filter(\.isFirst).prefix(limit).map(\.id))
            placements.removeAll { !kept.contains($0.id) }
        }
        return ExportPlaces(
            headings: sorted.map(\.key), total: total,
            items: placements.map {
                ExportPlaces.Item(
                    place: $0.place, heading: ranks[Int($0.group)], isFirst: $0.isFirst, isOverdue: $0.isOverdue)
            })
    }
}

/// Where the entries of an export are, in its order.
package struct ExportPlaces: Sendable {
    struct Item: Sendable {
        let place: RecordPlace
        let heading: Int32
        let isFirst: Bool
        let isOverdue: Bool
    }

    let headings: [ExportHeading]
    /// How many entries there were before the limit.
    let total: Int
    let items: [Item]

    package var count: Int { items.count { $0.isFirst } }
    /// Of each entry once.
    package var places: [RecordPlace] { items.lazy.filter(\.isFirst).map(\.place) }
    var overdue: Int { items.count { $0.isFirst && $0.isOverdue } }
}
