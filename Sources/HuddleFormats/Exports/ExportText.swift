import HuddleCore

/// An export's bytes, as its writer makes them of the entries in their order.
struct ExportText {
    private var facts: ExportFacts
    private let headings: [ExportHeading]
    private var writer: any ExportWriter
    /// The one that the last entry stands under.
    private var heading: Int32?

    init(_ facts: ExportFacts, _ places: ExportPlaces, _ writer: any ExportWriter) {
        self.facts = facts
        self.facts.count = places.count
        self.facts.overdue = places.overdue
        if places.total > places.count {
            self.facts.leftOut.append(LeftOut(count: places.total - places.count, reason: "more beyond the limit"))
        }
        headings = places.headings
        self.writer = writer
    }

    mutating func begin(to out: inout [UInt8]) {
        writer.begin(facts, to: &out)
    }

    mutating func add(_ listed: ListedEntry, at item: ExportPlaces.Item, to out: inout [UInt8]) {
        writer.add(
            ExportItem(
                listed: listed, heading: headings[Int(item.heading)], startsGroup: heading != item.heading,
                isFirst: item.isFirst, isOverdue: listed.entry.isOverdue(on: facts.today)), to: &out)
        heading = item.heading
    }

    /// - Returns: What was left out, and why.
    mutating func end(to out: inout [UInt8]) -> [LeftOut] {
        facts.leftOut += writer.leftOut
        writer.end(facts, to: &out)
        return facts.leftOut
    }
}
