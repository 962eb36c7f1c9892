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

/// A whole export: says which entries come next, takes them, and hands the file's bytes on.
///
/// What reads the entries may do so in one transaction (`write`) or page by page, with time between.
package struct Export {
    /// Entries that are read together, where nothing speaks against it.
    static let pageItems = 512
    private static let pieceBytes = 64 * 1024

    private var facts: ExportFacts
    private var places: ExportPlaces
    private var writer: any ExportWriter
    /// Items that come next, and how many of them were written.
    private var page: (items: [ExportPlaces.Item], written: Int) = ([], 0)
    /// Items that were written.
    private var written = 0
    private var heading: Int32?

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

    /// The file's start. Called once, first.
    package mutating func begin(to out: inout [UInt8]) {
        writer.begin(facts, to: &out)
    }

    /// Where the next entries are, at most `count`; none at the end. The same until one is written.
    ///
    /// - Throws: What the overflow throws, where the order has one.
    package mutating func next(_ count: Int) throws -> [RecordPlace] {
        if page.written == page.items.count { page = (try places.next(count), 0) }
        return page.items[page.written...].prefix(count).map(\.place)
    }

    /// One entry, which stands at the first place of `next`.
    package mutating func add(_ listed: ListedEntry, to out: inout [UInt8]) {
        let item = page.items[page.written]
        writer.add(
            ExportItem(
                listed: listed, heading: places.headings[Int(item.heading)], startsGroup: heading != item.heading,
                isFirst: item.isFirst, isOverdue: listed.entry.isOverdue(on: facts.today)), to: &out)
        heading = item.heading
        page.written += 1
        written += 1
    }

    /// The file's end. Called once, last.
    ///
    /// - Returns: What was left out, and why.
    @discardableResult
    package mutating func end(to out: inout [UInt8]) -> [LeftOut] {
        facts.leftOut += writer.leftOut
        writer.end(facts, to: &out)
        return facts.leftOut
    }

    /// All of it at once.
    ///
    /// - Parameter read: Hands over the entries at these places, in their order.
    /// - Parameter progress: Told now and then how many items of how many are written.
    /// - Returns: What was left out, and why.
    package consuming func write(
        reading read: (_ places: [RecordPlace], _ body: (ListedEntry) throws -> Void) throws -> Void,
        progress: (_ written: Int, _ of: Int) throws -> Void = { _, _ in }, to sink: ([UInt8]) throws -> Void
    ) throws -> [LeftOut] {
        var export = self
        var out: [UInt8] = []
        out.reserveCapacity(2 * Self.pieceBytes)
        export.begin(to: &out)
        while case let page = try export.next(Self.pageItems), !page.isEmpty {
            // A page's bytes are passed on together, and earlier where its texts are long.
            try withoutActuallyEscaping(sink) { sink in
                try read(page) { listed in
                    export.add(listed, to: &out)
                    guard out.count >= Self.pieceBytes else { return }
                    try sink(out)
                    out.removeAll(keepingCapacity: true)
                }
            }
            try progress(export.written, export.places.items)
        }
        let leftOut = export.end(to: &out)
        if !out.isEmpty { try sink(out) }
        return leftOut
    }
}
