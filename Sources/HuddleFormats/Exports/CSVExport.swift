import HuddleCore

/// Entries as a table, one row each, with a row of names on top.
///
/// CSV has no room for remarks: what the file holds is said by the program that writes it.
struct CSVExport: Export {
    private let contents: ExportContents

    init(_ contents: ExportContents) {
        self.contents = contents
    }

    mutating func begin() -> String { CSVRow.text(Self.columns) }

    mutating func add(_ listed: ListedEntry, under owner: String?) -> String {
        let entry = listed.entry
        return CSVRow.text([
            listed.shortID, entry.kind.text, entry.status.text, entry.text, entry.owners.joined(separator: "; "),
            entry.due?.text ?? "", entry.isOverdue(on: contents.today) ? "yes" : "", entry.priority ?? "",
            listed.customer ?? "", entry.product ?? "", entry.site ?? listed.meeting?.site ?? "",
            listed.meeting?.title ?? "", listed.meeting?.day?.text ?? "", entry.topic ?? "", listed.askedBy ?? "",
            entry.tags.joined(separator: "; "), entry.details ?? "", entry.source ?? "",
            entry.projection.created.iso8601, entry.projection.changed.iso8601, listed.settled ? "yes" : "no",
            entry.projection.conflicts.map(\.text).joined(separator: "; "), others(entry), entry.id.text,
            entry.meeting?.text ?? "",
        ])
    }

    mutating func end() -> String { "" }

    private static let columns = [
        "short_id", "kind", "status", "text", "owners", "due", "overdue", "priority", "customer", "product", "site",
        "meeting", "meeting_day", "topic", "asked_by", "tags", "details", "source", "created", "changed", "settled",
        "conflicts", "other", "id", "meeting_id",
    ]

    /// Fields that this version does not know, as a JSON object.
    private func others(_ entry: Entry) -> String {
        guard !entry.others.isEmpty else { return "" }
        var json = JSONWriter()
        EntryJSON.write(others: entry.others, to: &json)
        return json.text
    }
}
