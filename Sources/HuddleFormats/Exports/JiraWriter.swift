import HuddleCore

/// Entries as a table that Jira's importer reads: its fields' names on top, one column for each label.
///
/// Source: Atlassian, "Importing data from CSV".
struct JiraWriter: ExportWriter {
    private static let columns = [
        "Summary", "Description", "Issue Type", "Status", "Priority", "Assignee", "Reporter", "Due Date", "Created",
        "Updated", "External issue ID",
    ]
    /// In characters; Jira refuses a longer summary.
    private static let summaryLength = 254
    /// Columns named Labels. A file that streams cannot know the most that an entry has.
    private static let labelColumns = 8

    private let row: DelimitedRow
    private var cutSummaries = 0
    private var droppedLabels = 0

    init(row: DelimitedRow) {
        self.row = row
    }

    var leftOut: [LeftOut] {
        var leftOut: [LeftOut] = []
        if cutSummaries > 0 {
            leftOut.append(LeftOut(count: cutSummaries, reason: "summaries cut, the whole text is in the description"))
        }
        if droppedLabels > 0 {
            leftOut.append(LeftOut(count: droppedLabels, reason: "labels beyond \(Self.labelColumns)"))
        }
        return leftOut
    }

    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) {
        row.append(Self.columns + [String](repeating: "Labels", count: Self.labelColumns), to: &out)
    }

    mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        let entry = item.entry
        let line = ExactText.oneLine(entry.text)
        let isCut = line.count > Self.summaryLength
        if isCut { cutSummaries += 1 }
        var labels = IssueText.labels(of: entry, isSpaceAllowed: false)
        droppedLabels += max(labels.count - Self.labelColumns, 0)
        labels = Array(labels.prefix(Self.labelColumns))
        labels += [String](repeating: "", count: Self.labelColumns - labels.count)
        row.append(
            [
                isCut ? String(line.prefix(Self.summaryLength - 1)) + "…" : line.isEmpty ? "(empty)" : line,
                description(item, text: isCut ? line : nil), type(entry.kind), status(entry.status),
                priority(entry.priority), entry.owners.first.map(ExactText.oneLine) ?? "",
                item.listed.askedBy.map(ExactText.oneLine) ?? "", entry.due?.text ?? "",
                moment(entry.projection.created), moment(entry.projection.changed), entry.id.text,
            ] + labels, to: &out)
    }

    mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) {}

    /// Jira's markup has signs that start links and macros; each is shown as itself.
    private func description(_ item: ExportItem, text: String?) -> String {
        var parts = [text, item.entry.details].compactMap { $0 }.map { Self.escape($0.visibleLines) }
        parts.append(
            IssueText.facts(of: item).map { $0.name + ": " + Self.escape(ExactText.oneLine($0.value)) }
                .joined(separator: "\n"))
        return parts.joined(separator: "\n\n")
    }

    /// Source: Jira text formatting notation, "Advanced formatting": a backslash before a sign makes it plain.
    private static func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "[", "]", "{", "}", "!", "|", "*", "^", "~", "\\": result.append("\\")
            default: break
            }
            result.append(scalar)
        }
        return String(result)
    }

    private func type(_ kind: OpenWord<EntryKind>) -> String {
        switch kind {
        case .known(.idea): "Story"
        case .known(.frustration), .known(.challenge): "Bug"
        case .known(.action), .known(.promise), .known(.question), .known(.insight), .known(.decision), .known(.note),
            .other:
            "Task"
        }
    }

    private func status(_ status: OpenWord<EntryStatus>) -> String {
        switch status {
        case .known(.open), .other: "To Do"
        case .known(.done), .known(.dropped): "Done"
        }
    }

    private func priority(_ priority: String?) -> String {
        switch priority {
        case "high": "High"
        case "low": "Low"
        case nil, .some: "Medium"
        }
    }

    /// `2026-11-21 08:45:20`, the form that the importer is told.
    private func moment(_ time: WallTime) -> String {
        let iso = time.iso8601
        return iso.prefix(10) + " " + iso.dropFirst(11).prefix(8)
    }
}
