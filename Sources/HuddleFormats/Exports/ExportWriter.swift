package import HuddleCore

/// Turns entries into a file's bytes piece by piece, in constant memory. Grouping, order and columns were decided before.
package protocol ExportWriter {
    /// The file's start. Called once, first.
    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8])
    /// One entry at its place.
    mutating func add(_ item: ExportItem, to out: inout [UInt8])
    /// The file's end. Called once, last.
    mutating func end(_ facts: ExportFacts, to out: inout [UInt8])
    /// What this format could not hold, as far as it was written.
    var leftOut: [LeftOut] { get }
}

extension ExportWriter {
    package var leftOut: [LeftOut] { [] }
}

/// A whole export: reads the entries page by page and hands the file's bytes on.
package struct Export {
    /// Entries that are read together.
    private static let pageItems = 512
    private static let pieceBytes = 64 * 1024

    private var facts: ExportFacts
    private let places: ExportPlaces
    private let writer: any ExportWriter

    package init(_ facts: ExportFacts, _ places: ExportPlaces, _ writer: any ExportWriter) {
        self.facts = facts
        self.facts.count = places.count
        self.facts.overdue = places.overdue
        if places.total > places.count {
            self.facts.leftOut.append(LeftOut(count: places.total - places.count, reason: "more beyond the limit"))
        }
        self.places = places
        self.writer = writer
    }

    /// - Parameter read: Hands over the entries at these places, in their order.
    /// - Parameter progress: Told now and then how many items of how many are written.
    /// - Returns: What was left out, and why.
    package func write(
        reading read: (_ places: [RecordPlace], _ body: (ListedEntry) throws -> Void) throws -> Void,
        progress: (_ written: Int, _ of: Int) throws -> Void = { _, _ in }, to sink: ([UInt8]) throws -> Void
    ) throws -> [LeftOut] {
        var (facts, writer) = (facts, writer)
        var out: [UInt8] = []
        out.reserveCapacity(2 * Self.pieceBytes)
        writer.begin(facts, to: &out)
        var heading: Int32?
        var next = 0
        while next < places.items.count {
            let page = places.items[next..<min(next + Self.pageItems, places.items.count)]
            var position = page.startIndex
            // A page's bytes are passed on together, and earlier where its texts are long.
            try withoutActuallyEscaping(sink) { sink in
                try read(page.map(\.place)) { listed in
                    let item = places.items[position]
                    writer.add(
                        ExportItem(
                            listed: listed, heading: places.headings[Int(item.heading)],
                            startsGroup: heading != item.heading, isFirst: item.isFirst,
                            isOverdue: listed.entry.isOverdue(on: facts.today)), to: &out)
                    heading = item.heading
                    position += 1
                    guard out.count >= Self.pieceBytes else { return }
                    try sink(out)
                    out.removeAll(keepingCapacity: true)
                }
            }
            next = page.endIndex
            try progress(next, places.items.count)
        }
        facts.leftOut += writer.leftOut
        writer.end(facts, to: &out)
        if !out.isEmpty { try sink(out) }
        return facts.leftOut
    }
}
