import HuddleCore

/// Actions as a task list in CommonMark, one line each, under a heading for each owner.
struct MarkdownExport: Export {
    private let contents: ExportContents
    private var group: String??
    private var counted = 0
    private var overdue = 0

    init(_ contents: ExportContents) {
        self.contents = contents
    }

    mutating func begin() -> String {
        "# " + MarkdownText.escape(contents.space) + "\n\n" + MarkdownText.escape(contents.filter) + "  \n"
            + "Written " + contents.time.iso8601.dropLast(8) + " UTC, overdue as of " + contents.today.text + "\n"
    }

    mutating func add(_ listed: ListedEntry, under owner: String?) -> String {
        let entry = listed.entry
        let isOverdue = entry.isOverdue(on: contents.today)
        if owner == nil || owner == ExportKey.keys(of: entry, grouping: .once).first?.owner {
            counted += 1
            if isOverdue { overdue += 1 }
        }
        var line = heading(for: owner)
        line += entry.status == .known(.open) ? "- [ ] " : "- [x] "
        line += MarkdownText.escape(entry.text)
        for note in notes(listed, under: owner, isOverdue: isOverdue) { line += " · " + note }
        return line + "\n"
    }

    mutating func end() -> String {
        let entries = counted == 1 ? "1 entry" : String(counted) + " entries"
        return "\n" + entries + (overdue > 0 ? ", " + String(overdue) + " overdue" : "") + "\n"
    }

    private mutating func heading(for owner: String?) -> String {
        if case .some(let current) = group, current == owner { return "" }
        group = .some(owner)
        return "\n## " + (owner.map(MarkdownText.escape) ?? "No owner") + "\n\n"
    }

    private func notes(_ listed: ListedEntry, under owner: String?, isOverdue: Bool) -> [String] {
        let entry = listed.entry
        let escape = MarkdownText.escape
        var notes: [String] = []
        if let due = entry.due { notes.append(isOverdue ? "**overdue: " + due.text + "**" : "due " + due.text) }
        if entry.kind != .known(.action) { notes.append(escape(entry.kind.text)) }
        switch entry.status {
        case .known(.open), .known(.done): break
        case .known(.dropped), .other: notes.append(escape(entry.status.text))
        }
        if let priority = entry.priority { notes.append("priority " + escape(priority)) }
        if let customer = listed.customer { notes.append("for " + escape(customer)) }
        if let askedBy = listed.askedBy { notes.append("asked by " + escape(askedBy)) }
        if let meeting = listed.meeting {
            notes.append("from " + escape(meeting.title) + (meeting.day.map { ", " + $0.text } ?? ""))
        }
        if let topic = entry.topic { notes.append("on " + escape(topic)) }
        let others = entry.owners.filter { $0 != owner }
        if !others.isEmpty { notes.append("with " + others.map(escape).joined(separator: ", ")) }
        if !entry.tags.isEmpty { notes.append("tags: " + entry.tags.map(escape).joined(separator: ", ")) }
        notes += warnings(entry)
        return notes + ["`" + listed.shortID.filter { $0.isASCII && $0.isLetter } + "`"]
    }

    private func warnings(_ entry: Entry) -> [String] {
        var warnings: [String] = []
        if entry.projection.presence == .editedWhileDeleted { warnings.append("**edited while deleted**") }
        if !entry.projection.conflicts.isEmpty {
            let names = entry.projection.conflicts.map { MarkdownText.escape($0.text) }
            warnings.append("**written twice: " + names.joined(separator: ", ") + "**")
        }
        return warnings
    }
}

extension ListedEntry {
    /// The entry's own customer, else its meeting's.
    var customer: String? { entry.customer ?? meeting?.customer }
}
