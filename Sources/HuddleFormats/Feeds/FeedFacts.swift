package import HuddleCore

/// What a feed says of itself, beside what every export says.
package struct FeedFacts: Hashable, Sendable {
    package let id: RecordID
    /// What its maker calls it; empty for none.
    package let name: String
    /// The latest change of an entry that the filter wants, and the feed's making where there is none.
    package let updated: WallTime
    /// How often it is worth asking again.
    package let refreshHours: Int

    package init(id: RecordID, name: String, updated: WallTime, refreshHours: Int) {
        self.id = id
        self.name = name
        self.updated = updated
        self.refreshHours = refreshHours
    }

    func title(_ facts: ExportFacts) -> String { name.isEmpty ? "\(facts.space): \(facts.filter)" : name }

    /// What was left out is said here: a feed has no other place for it.
    func subtitle(_ facts: ExportFacts) -> String {
        ([facts.filter + ": " + facts.countWords] + facts.leftOut.map(\.words)).joined(separator: "; ")
    }
}

/// An entry as an item of a feed.
struct FeedItem {
    private let item: ExportItem

    init(_ item: ExportItem) {
        self.item = item
    }

    /// `urn:uuid:…` (RFC 9562, section 4): the same for ever, wherever the feed comes from.
    var id: String { Self.id(item.entry.id) }

    static func id(_ id: RecordID) -> String { "urn:uuid:" + id.text }

    /// One line, and never empty, which some readers show as a broken item.
    var title: String {
        let line = ExactText.oneLine(item.entry.text)
        return line.isEmpty ? "(empty)" : line
    }

    /// Details, then what else is known, a line each. Never empty.
    var text: String {
        let entry = item.entry
        let status = "Status: " + entry.status.text + (item.isOverdue ? ", overdue" : "")
        let facts = IssueText.facts(of: item).filter { $0.name != "Status" && $0.name != "Kind" }
        let lines = ["Kind: " + entry.kind.text, status] + facts.map { $0.name + ": " + $0.value }
        return ([entry.details].compactMap { $0 } + [lines.map(ExactText.oneLine).joined(separator: "\n")])
            .joined(separator: "\n\n")
    }

    /// The kind and the tags, each once.
    var labels: [String] {
        var labels: [String] = []
        for word in [item.entry.kind.text] + item.entry.tags {
            let line = ExactText.oneLine(word)
            if !line.isEmpty, !labels.contains(line) { labels.append(line) }
        }
        return labels
    }
}
