package import HuddleCore

/// Where the entries of an export are, in its order: read once, from its start to its end.
package struct ExportPlaces: Sendable {
    struct Item: Sendable {
        let place: RecordPlace
        /// Where it is among `headings`.
        let heading: Int32
        let isFirst: Bool
    }

    /// Items that are read together, where nothing speaks against it.
    static let pageItems = 512

    let headings: [ExportHeading]
    /// How many entries there were before the limit.
    let total: Int
    /// How many entries there are.
    package let count: Int
    /// How many of them are overdue.
    let overdue: Int
    /// How many items there are: an entry under two headings is two.
    let items: Int
    private var rows: SortedPlacements
    /// The entries within the limit; nil where all are.
    private let kept: Set<RecordID>?

    init(headings: [ExportHeading], total: Int, count: Int, overdue: Int, items: Int, _ rows: SortedPlacements) {
        self.headings = headings
        self.total = total
        self.count = count
        self.overdue = overdue
        self.items = items
        self.rows = rows
        kept = nil
    }

    /// Only the first `limit` entries, under all of their headings.
    init(headings: [ExportHeading], total: Int, limit: Int, _ rows: SortedPlacements) throws {
        var first = rows
        var kept: Set<RecordID> = []
        var overdue = 0
        while kept.count < limit, let row = try first.next() {
            guard row.isFirst else { continue }
            kept.insert(row.id)
            if row.isOverdue { overdue += 1 }
        }
        var all = rows
        var items = 0
        while let row = try all.next() {
            if kept.contains(row.id) { items += 1 }
        }
        self.headings = headings
        self.total = total
        count = kept.count
        self.overdue = overdue
        self.items = items
        self.rows = rows
        self.kept = kept
    }

    /// The next items, at most `count`; none at the end.
    ///
    /// - Throws: What the overflow throws, where something was spilled.
    mutating func next(_ count: Int) throws -> [Item] {
        var next: [Item] = []
        while next.count < count, let row = try rows.next() {
            if let kept, !kept.contains(row.id) { continue }
            next.append(Item(place: row.place, heading: rows.order.rank(of: row), isFirst: row.isFirst))
        }
        return next
    }

    /// Hands over the places of the entries, each once, some at a time.
    ///
    /// - Throws: What the overflow throws, where something was spilled, and what `body` throws.
    package consuming func eachPage(_ body: ([RecordPlace]) throws -> Void) throws {
        var rest = self
        while case let page = try rest.next(Self.pageItems), !page.isEmpty {
            try body(page.lazy.filter(\.isFirst).map(\.place))
        }
    }
}
