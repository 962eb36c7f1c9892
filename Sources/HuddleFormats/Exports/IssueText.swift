import HuddleCore

/// What of an entry stands in the body of an issue elsewhere, since that has no field for it.
enum IssueText {
    /// Names of fields, and their values.
    static func facts(of item: ExportItem) -> [(name: String, value: String)] {
        let listed = item.listed
        let entry = listed.entry
        let meeting = listed.meeting.map { $0.title + ($0.day.map { ", " + $0.text } ?? "") }
        let facts: [(String, String?)] = [
            ("Kind", entry.kind == .known(.action) ? nil : entry.kind.text),
            ("Owners", entry.owners.isEmpty ? nil : entry.owners.joined(separator: ", ")), ("Due", entry.due?.text),
            ("Priority", entry.priority), ("Customer", listed.customer), ("Product", entry.product),
            ("Site", listed.site), ("Meeting", meeting), ("Topic", entry.topic), ("Asked by", listed.askedBy),
            ("Status", entry.status.known == nil ? entry.status.text : nil),
        ]
        return facts.compactMap { name, value in value.map { (name, $0) } }
    }

    /// Words that stand as labels: the kind and the tags, each once, without what parts labels elsewhere.
    static func labels(of entry: Entry, isSpaceAllowed: Bool) -> [String] {
        var labels: [String] = []
        for word in [entry.kind.text] + entry.tags {
            let line = ExactText.oneLine(word).split { $0 == "," || !isSpaceAllowed && $0.isWhitespace }
            let label = String(line.joined(separator: "-").prefix(50))
            if !label.isEmpty, !labels.contains(label) { labels.append(label) }
        }
        return labels
    }
}
