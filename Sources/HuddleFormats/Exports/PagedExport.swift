package import HuddleCore

/// An export that is read page by page, with time between: says which entries come next, takes them, and makes the file's
/// bytes of them.
package struct PagedExport {
    private var places: ExportPlaces
    private var text: ExportText
    /// Items that come next, and how many of them were written.
    private var page: (items: [ExportPlaces.Item], written: Int) = ([], 0)

    package init(_ facts: ExportFacts, _ places: ExportPlaces, _ writer: any ExportWriter) {
        self.places = places
        text = ExportText(facts, places, writer)
    }

    /// The file's start. Called once, first.
    package mutating func begin(to out: inout [UInt8]) {
        text.begin(to: &out)
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
        text.add(listed, at: page.items[page.written], to: &out)
        page.written += 1
    }

    /// The file's end. Called once, last.
    ///
    /// - Returns: What was left out, and why.
    @discardableResult
    package mutating func end(to out: inout [UInt8]) -> [LeftOut] {
        text.end(to: &out)
    }
}
