import HuddleClient
import HuddleCore
import HuddleStore

/// The words that were used here lately, the latest first: customers, sites, tags, people.
struct KnownWords {
    /// Looked through from the newest on: what was used before that is not what people mean, and a log of any size answers at
    /// once.
    private static let entriesLookedThrough = 2000
    private static let meetingsLookedThrough = 200

    private(set) var people: [String]
    private(set) var tags: [String] = []
    private(set) var customers: [String] = []
    private(set) var products: [String] = []
    private(set) var sites: [String] = []
    private(set) var meetings: [String] = []

    init(_ log: HuddleLog) throws {
        people = try log.people().map(\.name)
        for stored in try log.meetings(limit: Self.meetingsLookedThrough) {
            let meeting = Meeting(stored.projection)
            Self.add(meeting.title, to: &meetings)
            Self.add(meeting.customer, to: &customers)
            Self.add(meeting.site, to: &sites)
            for name in meeting.people { Self.add(name, to: &people) }
        }
        var filter = EntryFilter()
        filter.limit = Self.entriesLookedThrough
        for listed in try log.entries(matching: filter) { add(listed.entry) }
    }

    /// Everything that the log counts the names of, however long ago it was used, for whoever asks just once.
    init(counted log: HuddleLog) throws {
        people = try log.people().map(\.name)
        for name in try log.names(in: .owner) { Self.add(name.name, to: &people) }
        tags = try log.names(in: .tag).map(\.name)
        customers = try log.names(in: .customer).map(\.name)
        products = try log.names(in: .product).map(\.name)
        sites = try log.names(in: .site).map(\.name)
        meetings = try log.meetings(limit: Self.meetingsLookedThrough).map { HuddleLog.title(of: $0) }
    }

    mutating func add(_ entry: Entry) {
        for owner in entry.owners { Self.add(owner, to: &people) }
        for tag in entry.tags { Self.add(tag, to: &tags) }
        Self.add(entry.customer, to: &customers)
        Self.add(entry.product, to: &products)
        Self.add(entry.site, to: &sites)
    }

    /// The customer that a title begins with, the longest where there are several.
    func customer(atStartOf title: String) -> String? {
        let words = Names.folded(title) + " "
        return customers.filter { words.hasPrefix(Names.folded($0) + " ") }.max { $0.count < $1.count }
    }

    private static func add(_ word: String?, to words: inout [String]) {
        guard let word, !words.contains(word) else { return }
        words.append(word)
    }
}
