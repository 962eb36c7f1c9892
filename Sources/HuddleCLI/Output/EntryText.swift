import HuddleCore

/// Entries as people read them on a terminal. Whatever somebody wrote is shown without what a terminal would obey.
enum EntryText {
    /// - Parameter isNumbered: Whether the numbers of the rows name the entries.
    static func table(
        _ entries: [ListedEntry], isNumbered: Bool = false, in environment: CommandEnvironment
    ) -> String {
        var table = TextTable(
            ["", "id", "captured", "kind", "text", "owner", "due", "customer", "status"], flexible: 4,
            expendable: [2, 7, 5])
        let today = environment.today
        for (position, listed) in entries.enumerated() {
            let number = TextTable.Cell(isNumbered ? String(position + 1) : "", .dim)
            table.add([number] + row(listed, today, environment.calendar))
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
        if entry.status != .known(.open) { parts.append(entry.status.text.visible) }
        if let meeting { parts.append("in \"\(meeting.visible)\"") }
        return style(shortID, .bold) + "  " + style(entry.kind.text.visible, Style.look(of: entry.kind)) + "  "
            + parts.joined(separator: " · ")
    }

    /// `Fri 2026-11-27`: the weekday shows a slip of the pen.
    static func dayText(_ day: CivilDate) -> String {
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1] + " " + day.text
    }

    private static func row(_ listed: ListedEntry, _ today: CivilDate, _ calendar: LocalCalendar) -> [TextTable.Cell] {
        let entry = listed.entry
        let isOpen = entry.status == .known(.open)
        return [
            TextTable.Cell(listed.shortID, .bold),
            TextTable.Cell(calendar.day(of: entry.projection.created).text, .dim),
            TextTable.Cell(entry.kind.text.visible, Style.look(of: entry.kind)),
            TextTable.Cell(entry.text.visible, isOpen ? nil : .dim),
            TextTable.Cell(entry.owners.map(\.visible).joined(separator: ", ")),
            TextTable.Cell(entry.due?.text ?? "", entry.isOverdue(on: today) ? .red : nil),
            TextTable.Cell((entry.customer ?? listed.meeting?.customer ?? "").visible),
            TextTable.Cell(marks(entry).joined(separator: ", "), .dim),
        ]
    }

    /// What is out of the ordinary.
    private static func marks(_ entry: Entry) -> [String] {
        var marks = entry.status == .known(.open) ? [] : [entry.status.text.visible]
        if !entry.projection.conflicts.isEmpty { marks.append("conflict") }
        if entry.projection.presence == .editedWhileDeleted { marks.append("edited while deleted") }
        return marks
    }
}
