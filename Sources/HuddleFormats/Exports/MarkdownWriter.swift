import HuddleCore

/// Entries as lists in CommonMark, one line each, under a heading for each group; or the minutes of a meeting.
struct MarkdownWriter: ExportWriter {
    private let group: ExportGroup
    /// Whose minutes these are: what stands at their head is not said again in each line.
    private var minutesOf: Meeting?

    init(group: ExportGroup) {
        self.group = group
    }

    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) {
        let escape = MarkdownText.escape
        minutesOf = facts.meeting?.meeting
        out.append("# " + escape(facts.meeting?.meeting.title ?? facts.space) + "\n\n")
        if let meeting = facts.meeting?.meeting {
            var words = [meeting.day?.text, meeting.customer, meeting.site].compactMap { $0.map(escape) }
            if !meeting.people.isEmpty { words.append("with " + meeting.people.map(escape).joined(separator: ", ")) }
            if !words.isEmpty { out.append(words.joined(separator: " · ") + "  \n") }
        }
        let space = facts.meeting == nil ? "" : " of " + escape(facts.space)
        out.append(escape(facts.filter) + space + ": " + facts.countWords + "  \n")
        out.append("Written " + facts.time.iso8601 + ", overdue as of " + facts.today.text + "\n")
    }

    mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        let entry = item.entry
        if item.startsGroup { out.append("\n## " + MarkdownText.escape(item.heading.text) + "\n\n") }
        if entry.isSomethingToDo {
            out.append(entry.isOpen ? "- [ ] " : "- [x] ")
        } else {
            out.append("- ")
        }
        out.append(MarkdownText.escape(entry.text))
        for note in notes(item) { out.append(" · " + note) }
        out.append(UInt8(ascii: "\n"))
    }

    mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) {
        if facts.count == 0 { out.append("\nNothing\n") }
        var lines: [String] = []
        if !facts.leftOut.isEmpty {
            lines.append("Not here: " + facts.leftOut.map { MarkdownText.escape($0.words) }.joined(separator: "; "))
        }
        if let command = facts.command { lines.append("Written with: " + MarkdownText.escape(command)) }
        if let position = facts.position { lines.append("At: `" + position.text + "`") }
        guard !lines.isEmpty else { return }
        out.append("\n---\n\n" + lines.joined(separator: "  \n") + "\n")
    }

    private func notes(_ item: ExportItem) -> [String] {
        let listed = item.listed
        let entry = listed.entry
        let escape = MarkdownText.escape
        var notes: [String] = []
        if let due = entry.due { notes.append(item.isOverdue ? "**overdue: " + due.text + "**" : "due " + due.text) }
        if entry.kind != .known(.action), group != .kind { notes.append(escape(entry.kind.text)) }
        switch entry.status {
        case .known(.open): break
        case .known(.done): if !entry.isSomethingToDo { notes.append(escape(entry.status.text)) }
        case .known(.dropped), .other: notes.append(escape(entry.status.text))
        }
        if let priority = entry.priority { notes.append("priority " + escape(priority)) }
        if group != .customer, let customer = listed.customer, customer != minutesOf?.customer {
            notes.append("for " + escape(customer))
        }
        if group != .product, let product = entry.product { notes.append("about " + escape(product)) }
        if let askedBy = listed.askedBy { notes.append("asked by " + escape(askedBy)) }
        if group != .meeting, let meeting = listed.meeting, meeting.id != minutesOf?.id {
            notes.append("from " + escape(meeting.title) + (meeting.day.map { ", " + $0.text } ?? ""))
        }
        if let topic = entry.topic { notes.append("on " + escape(topic)) }
        let others = group == .owner ? entry.owners.filter { $0 != item.heading.value } : entry.owners
        if !others.isEmpty {
            let word = group == .owner ? "with " : others.count == 1 ? "owner " : "owners "
            notes.append(word + others.map(escape).joined(separator: ", "))
        }
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

extension Entry {
    /// Whether a box that can be ticked belongs before it.
    var isSomethingToDo: Bool {
        switch kind {
        case .known(.decision), .known(.insight), .known(.idea), .known(.note): false
        case .known(.action), .known(.promise), .known(.question), .known(.frustration), .known(.challenge), .other:
            true
        }
    }
}
