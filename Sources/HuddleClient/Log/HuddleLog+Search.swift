package import HuddleCore
package import HuddleStore

/// What a search came to.
package struct SearchResult: Hashable, Sendable {
    /// The best first.
    package let found: [FoundRecord]
    /// Whether nothing had all the words as they were typed, and this is what has words that start so.
    package let isLoosened: Bool
    /// Whether there is more than was asked for.
    package let hasMore: Bool
    /// How many of the latest were ranked, where there are more still; nil where all were.
    package let ranked: Int?
}

extension HuddleLog {
    /// Of a word that is everywhere, this many of the latest records are ranked, unless more are wanted. To rank all of them
    /// takes as long as reading them.
    package static let usualSearchWindow = 400
    /// So many at most, whatever is wanted: what was found is held in memory.
    package static let mostSearched = 10_000

    /// Searches the texts of all records in sight: first what has the words as they are typed, then what has words that begin
    /// so.
    ///
    /// - Parameter filter: Where given, only entries that it wants.
    package func search(_ query: SearchQuery, matching filter: EntryFilter?, limit: Int) throws -> SearchResult {
        let limit = min(limit, Self.mostSearched)
        let window = max(Self.usualSearchWindow, limit)
        return try store.read { reader in
            var found: [FoundRecord] = []
            var tried: [SearchQuery] = []
            var isCut = false
            var isLoosened = false
            for wording in [query, query.inflected, query.loosened]
            where found.count <= limit && !tried.contains(wording) {
                // Only where nothing else was found may the words of a phrase stand apart.
                if wording == query.loosened, !found.isEmpty, wording != query.inflected { break }
                tried.append(wording)
                let hits = try reader.found(by: wording, matching: filter, limit: window + 1)
                isCut = isCut || hits.count > window
                let known = Set(found.map(\.stored.projection.id))
                let more = hits.prefix(window).filter { !known.contains($0.stored.projection.id) }
                isLoosened = isLoosened || (found.isEmpty && wording != query && !more.isEmpty)
                found += SearchRanking.ranked(more)
            }
            return SearchResult(
                found: Array(found.prefix(limit)), isLoosened: isLoosened, hasMore: found.count > limit,
                ranked: isCut ? window : nil)
        }
    }
}
