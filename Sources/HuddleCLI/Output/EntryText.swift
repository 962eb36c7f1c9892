import HuddleCore

/// Entries as people read them on a terminal. Whatever somebody wrote is shown without what a terminal would obey.
enum EntryText {
    /// How wide the columns of names may be on a terminal.
    private static let nameColumns = 18

    /// - Parameter first: The first row's number, nil where numbers name nothing.
    static func table(
        _ entries: [ListedEntry], numberedFrom first: Int? = nil, in environment: CommandEnvironment
    ) -> String {
        var table = TextTable(
            ["", "id", "captured", "kind", "text", "owner", "due", "customer", "status"], flexible: 4,
            expendable: [2, 7, 5], limits: [5: nameColumns, 7: nameColumns])
        let today = environment.today
        // A terminal is read now, by a person. A file or a pipe may be read by anybody at any time.
        let isRelative = environment.output.isTerminal
        for (position, listed) in entries.enumerated() {
            let number = TextTable.Cell(first.map { String($0 + position) } ?? "", .dim)
            table.add([number] + row(listed, today, environment.calendar, isRelative: isRelative))
        }
        return table.text(columns: environment.output.columns, style: environment.style)
    }

    /// What was saved, on one line: `fkmd  action  Order blades · Maria Silva · due Fri 2026-11-27 · in "Weekly round"`.
    static func line(_ entry: Entry, shortID: String, meeting: String? = nil, style: Style) -> String {
        var parts = [entry.text.visible]
        if !entry.owners.isEmpty { parts.append(entry.owners.map(\.visible).joined(separator: ", ")) }
        if let due = entry.due { parts.append("due " + dayText(due)) }
        for text in [entry.customer, entry.product, entry.site, entry.priority.map { $0 + " priority" }] {
            if let text { parts.append(text.visible) }
        }
        parts += entry.tags.map { "#" + $0.visible }
        if !entry.votes.isEmpty { parts.append(Plural.text(entry.votes.count, "vote")) }
        if !entry.isOpen { parts.append(entry.status.text.visible) }
        if let meeting { parts.append("in \"\(meeting.visible)\"") }
        return style(shortID, .bold) + "  " + style(entry.kindName.visible, Style.look(of: entry.kind)) + "  "
            + parts.joined(separator: " · ")
    }

    /// `Fri 2026-11-27`: the weekday shows a slip of the pen.
    static func dayText(_ day: CivilDate) -> String {
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1] + " " + day.text
    }

    private static func row(
        _ listed: ListedEntry, _ today: CivilDate, _ calendar: LocalCalendar, isRelative: Bool
    ) -> [TextTable.Cell] {
        func text(of day: CivilDate) -> String { isRelative ? RelativeDay.text(of: day, today: today) : day.text }
        let entry = listed.entry
        return [
            TextTable.Cell(listed.shortID, .bold),
            TextTable.Cell(text(of: calendar.day(of: entry.projection.created)), .dim),
            TextTable.Cell(entry.kindName.visible, Style.look(of: entry.kind)),
            TextTable.Cell(entry.text.visible, entry.isOpen ? nil : .dim),
            TextTable.Cell(isRelative ? names(entry.owners) : entry.owners.map(\.visible).joined(separator: ", ")),
            TextTable.Cell(entry.due.map { text(of: $0) } ?? "", entry.isOverdue(on: today) ? .red : nil),
            TextTable.Cell((entry.customer ?? listed.meeting?.customer ?? "").visible),
            TextTable.Cell(marks(entry).joined(separator: ", "), .dim),
        ]
    }

    /// One name, and how many more there are.
    private static func names(_ names: [String]) -> String {
        guard let first = names.first, names.count > 1 else { return names.first?.visible ?? "" }
        let more = " +\(names.count - 1)"
        return TextWidth.cut(first.visible, to: nameColumns - more.count) + more
    }

    /// What is out of the ordinary.
    private static func marks(_ entry: Entry) -> [String] {
        var marks = entry.isOpen ? [] : [entry.status.text.visible]
        if !entry.votes.isEmpty { marks.append(Plural.text(entry.votes.count, "vote")) }
        if let priority = entry.priority { marks.append(priority.visible) }
        if !entry.projection.conflicts.isEmpty { marks.append("conflict") }
        if entry.projection.presence == .editedWhileDeleted { marks.append("edited while deleted") }
        return marks
    }
}
