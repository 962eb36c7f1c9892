import HuddleCore

/// Entries as a JSON Feed, each with all of its fields under `_huddle`.
///
/// Source: "JSON Feed Version 1.1" (jsonfeed.org/version/1.1).
struct JSONFeedWriter: ExportWriter {
    private let feed: FeedFacts
    private var json = JSONWriter()
    private var hasItems = false

    init(_ feed: FeedFacts) {
        self.feed = feed
    }

    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) {
        json.object { json in
            json.member("version", "https://jsonfeed.org/version/1.1")
            json.member("title", feed.title(facts))
            json.member("description", feed.subtitle(facts))
            json.key("authors")
            json.array { Self.write(author: facts.space, to: &$0) }
        }
        out += json.bytes.dropLast()
        out.append(",\"items\":[")
    }

    mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        let entry = FeedItem(item)
        json.reset()
        json.object { json in
            json.member("id", entry.id)
            json.member("title", entry.title)
            json.member("content_text", entry.text)
            json.member("date_published", item.entry.projection.created)
            json.member("date_modified", item.entry.projection.changed)
            if let author = item.listed.askedBy {
                json.key("authors")
                json.array { Self.write(author: author, to: &$0) }
            }
            json.key("tags")
            json.array(entry.labels)
            json.key("_huddle")
            json.object { EntryJSON.writeMembers(of: item.listed, isOverdue: item.isOverdue, to: &$0) }
        }
        out.append(hasItems ? ",\n" : "\n")
        out += json.bytes
        hasItems = true
    }

    mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) {
        out.append("\n]}\n")
    }

    private static func write(author: String, to json: inout JSONWriter) {
        json.object { $0.member("name", author) }
    }
}
