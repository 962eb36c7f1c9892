import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire

/// What a feed is of, as its maker asked for it.
struct FeedQuery: Sendable {
    let format: FeedFormat
    let list: ListSubject
    let words: FilterWords
    let limit: Int?

    /// - Throws: `Problem` with `.malformed`.
    init(_ feed: Feed) throws {
        do {
            format = try FeedFormat(word: feed.format)
            list = try ListSubject(feed: feed.list)
            words = try FilterWords(query: feed.query)
            limit = try FilterWords.limit(words[.limit], otherwise: nil)
        } catch let error as WordError {
            throw Problem(.malformed, error.description)
        }
    }
}
