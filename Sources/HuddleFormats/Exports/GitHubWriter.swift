import HuddleCore

/// Entries as issues of GitHub: a JSON array of what "Create an issue" takes, or a table of it.
///
/// Source: GitHub REST API, "Issues", `POST /repos/{owner}/{repo}/issues` and `PATCH` for the state.
struct GitHubWriter: ExportWriter {
    private static let columns = ["title", "body", "labels", "assignees", "state", "state_reason"]
    /// In characters; a longer title is refused.
    private static let titleLength = 256

    private let row: DelimitedRow?
    private var json = JSONWriter()
    private var counted = 0
    private var cutTitles = 0

    /// - Parameter row: Given for a table.
    init(row: DelimitedRow?) {
        self.row = row
    }

    var leftOut: [LeftOut] {
        cutTitles == 0 ? [] : [LeftOut(count: cutTitles, reason: "titles cut, the whole text is in the body")]
    }

    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) {
        if let row { row.append(Self.columns, to: &out) } else { out.append("[") }
    }

    mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        let entry = item.entry
        let line = ExactText.oneLine(entry.text)
        let isCut = line.count > Self.titleLength
        if isCut { cutTitles += 1 }
        let title = isCut ? String(line.prefix(Self.titleLength - 1)) + "…" : line.isEmpty ? "(empty)" : line
        let body = self.body(item, text: isCut ? line : nil)
        let labels = IssueText.labels(of: entry, isSpaceAllowed: true)
        let state = entry.status == .known(.done) || entry.status == .known(.dropped) ? "closed" : "open"
        let reason =
            entry.status == .known(.done) ? "completed" : entry.status == .known(.dropped) ? "not_planned" : nil
        if let row {
            return row.append([title, body, labels.joined(separator: ","), "", state, reason ?? ""], to: &out)
        }
        json.reset()
        json.object { json in
            json.member("title", title)
            json.member("body", body)
            json.member("labels", labels)
            json.member("assignees", [String]())
            json.member("state", state)
            json.member("state_reason", reason)
        }
        counted += 1
        out.append(counted == 1 ? "\n" : ",\n")
        out += json.bytes
    }

    mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) {
        if row == nil { out.append("\n]\n") }
    }

    /// Markdown in which nothing that somebody wrote is a link, a mention or a mark.
    private func body(_ item: ExportItem, text: String?) -> String {
        var parts = [text, item.entry.details].compactMap { $0 }.map { text in
            text.split(separator: "\n").map { MarkdownText.escape(String($0)) }.joined(separator: "  \n")
        }
        parts.append(
            IssueText.facts(of: item).map { "- " + $0.name + ": " + MarkdownText.escape($0.value) + "\n" }.joined()
                + "- Huddle: `" + item.entry.id.text + "`")
        return parts.joined(separator: "\n\n")
    }
}
