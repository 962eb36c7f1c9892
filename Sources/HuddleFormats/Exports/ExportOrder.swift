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

/// Puts entries in order by their outlines: a few words each, whatever their texts.
///
/// Whoever has too many for memory spills them, now and then, to a file.
package struct ExportOrder {
    /// How many placements are worth spilling: some 4 MB of them.
    package static let mostHeld = 65_536

    private let group: ExportGroup?
    private let sort: ExportSort?
    private let today: CivilDate
    private let showsAll: Bool
    private var headings: [ExportHeading: Int32] = [:]
    private var held: [Placement] = []
    private var spilled: [SpilledRun] = []
    private var entries = 0
    private var overdue = 0
    /// How many items there are: an entry under two headings is two.
    package private(set) var count = 0

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
        let isOverdue = outline.isOverdue(on: today)
        for (position, heading) in found.prefix(showsAll ? found.count : 1).enumerated() {
            let known = headings[heading]
            let number = known ?? Int32(headings.count)
            if known == nil { headings[heading] = number }
            held.append(
                Placement(
                    group: number, isFirst: position == 0, isOverdue: isOverdue,
                    due: outline.due.map { Int32($0.daysSince1970) } ?? .max, sort: sort?.value(of: outline) ?? 0,
                    created: outline.created.milliseconds, id: outline.id, place: outline.place))
            count += 1
        }
        entries += 1
        if isOverdue { overdue += 1 }
    }

    /// - Parameter meeting: Looks a meeting up; asked only where the order needs it.
    package mutating func add(_ outline: EntryOutline, lookingUp meeting: (RecordID) throws -> Meeting?) rethrows {
        let needsMeeting = group == .meeting || group == .customer
        add(outline, meeting: needsMeeting ? try outline.meeting.flatMap(meeting) : nil)
    }

    /// How many placements memory holds.
    package var heldCount: Int { held.count }

    /// Moves what memory holds to `overflow`, from where it is read again in pieces.
    ///
    /// - Throws: What `overflow` throws.
    package mutating func spill(to overflow: any Overflow) throws {
        guard !held.isEmpty else { return }
        // Two headings stand to each other as they do now, whatever others come later.
        let order = PlacementOrder(headings)
        held.sort(by: order.precedes)
        spilled.append(try SpilledRun(held, in: overflow))
        held.removeAll(keepingCapacity: true)
    }

    /// The places in order.
    ///
    /// - Parameter limit: So many entries at most, from the start.
    /// - Throws: What the overflow throws, where something was spilled.
    package consuming func placed(limit: Int? = nil) throws -> ExportPlaces {
        let order = PlacementOrder(headings)
        held.sort(by: order.precedes)
        let rows = try SortedPlacements(held, spilled, order)
        guard let limit, limit < entries else {
            return ExportPlaces(
                headings: order.headings, total: entries, count: entries, overdue: overdue, items: count, rows)
        }
        return try ExportPlaces(headings: order.headings, total: entries, limit: limit, rows)
    }
}
