import HuddleCore

/// Entries as a feed of Atom.
///
/// It has no link to itself, which RFC 4287 only recommends: that would put the secret into a file that people hand on.
/// Source: RFC 4287, sections 4.1 and 4.2; RFC 3339.
struct AtomWriter: ExportWriter {
    private let feed: FeedFacts

    init(_ feed: FeedFacts) {
        self.feed = feed
    }

    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) {
        out.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n")
        Self.append("id", FeedItem.id(feed.id), to: &out)
        Self.append("title", feed.title(facts), to: &out)
        Self.append("subtitle", feed.subtitle(facts), to: &out)
        Self.append("updated", feed.updated.iso8601, to: &out)
        Self.append(author: facts.space, to: &out)
        Self.append("generator", "Huddle", to: &out)
    }

    mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        let entry = FeedItem(item)
        out.append("<entry>\n")
        Self.append("id", entry.id, to: &out)
        Self.append("title", entry.title, to: &out)
        Self.append("updated", item.entry.projection.changed.iso8601, to: &out)
        Self.append("published", item.entry.projection.created.iso8601, to: &out)
        // Where nobody knows who wrote it, the feed's author stands for it.
        if let author = item.listed.askedBy { Self.append(author: author, to: &out) }
        for label in entry.labels {
            out.append("<category term=\"")
            XMLText.append(label, to: &out)
            out.append("\"/>\n")
        }
        Self.append("content", entry.text, to: &out)
        out.append("</entry>\n")
    }

    mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) {
        out.append("</feed>\n")
    }

    /// A text construct of the type `text`, which is the usual one: markup in it is shown, not obeyed.
    private static func append(_ name: StaticString, _ text: String, to out: inout [UInt8]) {
        out.append("<")
        out.append(name)
        out.append(">")
        XMLText.append(text, to: &out)
        out.append("</")
        out.append(name)
        out.append(">\n")
    }

    /// A person has a name that is not empty, and no e-mail that anybody here knows.
    private static func append(author: String, to out: inout [UInt8]) {
        let line = ExactText.oneLine(author)
        out.append("<author>")
        append("name", line.isEmpty ? "unknown" : line, to: &out)
        out.append("</author>\n")
    }
}
