import HuddleCore

/// Entries as one page without scripts, links or anything from elsewhere, made to be printed and mailed: a table for each group.
struct HTMLWriter: ExportWriter {
    private var columns: [ExportColumn]
    private let areColumnsGiven: Bool
    private let group: ExportGroup
    /// Whose minutes these are: what stands at their head needs no column.
    private var minutesOf: Meeting?
    private var isInTable = false

    /// - Parameter columns: Nil for those that say what headings do not.
    init(columns: [ExportColumn]?, group: ExportGroup) {
        areColumnsGiven = columns != nil
        self.columns = columns ?? ExportColumn.forPages.filter { $0 != group.column }
        self.group = group
    }

    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) {
        let escape = HTMLText.escape
        let title = escape(facts.meeting?.meeting.title ?? facts.space)
        out.append(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="huddle-written" content="\(facts.time.iso8601)">
            <meta name="huddle-position" content="\(facts.position?.text ?? "")">
            <meta name="huddle-command" content="\(escape(facts.command ?? ""))">
            <title>\(title) – \(escape(facts.filter))</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            <header>
            <h1 dir="auto">\(title)</h1>

            """)
        minutesOf = facts.meeting?.meeting
        if let meeting = minutesOf {
            if !areColumnsGiven { columns.removeAll { $0 == .customer || $0 == .meeting } }
            var words = [meeting.day?.text, meeting.customer, meeting.site].compactMap { $0.map(escape) }
            if !meeting.people.isEmpty { words.append("with " + meeting.people.map(escape).joined(separator: ", ")) }
            out.append("<p class=\"meeting\">" + words.joined(separator: " · ") + "</p>\n")
        }
        let space = facts.meeting == nil ? "" : " of " + escape(facts.space)
        out.append(
            "<p>" + escape(facts.filter) + space + ": <strong>" + facts.countWords + "</strong> · written "
                + time(facts.time) + ", overdue as of " + facts.today.text + "</p>\n</header>\n")
    }

    mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        if item.startsGroup { startGroup(item.heading, to: &out) }
        out.append("<tr" + rowClass(item) + " data-id=\"" + item.entry.id.text + "\">")
        for column in columns { append(column, of: item, to: &out) }
        out.append("</tr>\n")
    }

    mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) {
        endTable(to: &out)
        if facts.count == 0 { out.append("<p>Nothing.</p>\n") }
        out.append("<footer>\n")
        if !facts.leftOut.isEmpty {
            let words = facts.leftOut.map { HTMLText.escape($0.words) }.joined(separator: "; ")
            out.append("<p>Not here: " + words + ".</p>\n")
        }
        if let command = facts.command {
            out.append("<p>Written with <code>" + HTMLText.escape(command) + "</code></p>\n")
        }
        out.append("</footer>\n</body>\n</html>\n")
    }

    private mutating func startGroup(_ heading: ExportHeading, to out: inout [UInt8]) {
        endTable(to: &out)
        out.append("<section>\n<h2 dir=\"auto\">" + HTMLText.escape(heading.text) + "</h2>\n<table>\n<thead><tr>")
        for column in columns { out.append("<th class=\"" + column.rawValue + "\">" + column.title + "</th>") }
        out.append("</tr></thead>\n<tbody>\n")
        isInTable = true
    }

    private mutating func endTable(to out: inout [UInt8]) {
        if isInTable { out.append("</tbody>\n</table>\n</section>\n") }
        isInTable = false
    }

    private func rowClass(_ item: ExportItem) -> String {
        switch item.entry.status {
        case .known(.open), .other: item.isOverdue ? " class=\"overdue\"" : ""
        case .known(.done), .known(.dropped): " class=\"closed\""
        }
    }

    private func append(_ column: ExportColumn, of item: ExportItem, to out: inout [UInt8]) {
        out.append("<td class=\"" + column.rawValue + "\" dir=\"auto\">")
        switch column.value(of: item) {
        case .nothing: break
        case .text(let text): out.append(HTMLText.escape(text))
        case .list(let elements): out.append(HTMLText.escape(elements.joined(separator: ", ")))
        case .word(let word): out.append(HTMLText.escape(word))
        case .day(let day): out.append(day)
        case .time(let time): out.append(self.time(time))
        case .id(let id): out.append(id)
        }
        if column == .text { appendNotes(item, to: &out) }
        out.append("</td>")
    }

    /// Below the text, what has no column of its own and must not be missed.
    private func appendNotes(_ item: ExportItem, to out: inout [UInt8]) {
        let entry = item.entry
        var notes: [String] = []
        if !columns.contains(.kind), group != .kind, entry.kind != .known(.action) { notes.append(entry.kind.text) }
        if !columns.contains(.status), !entry.isOpen { notes.append(entry.status.text) }
        if !columns.contains(.owners) {
            let others = group == .owner ? entry.owners.filter { $0 != item.heading.value } : entry.owners
            if !others.isEmpty { notes.append((group == .owner ? "with " : "") + others.joined(separator: ", ")) }
        }
        if !columns.contains(.customer), group != .customer, let customer = item.listed.customer,
            customer != minutesOf?.customer
        {
            notes.append("for " + customer)
        }
        if !columns.contains(.product), group != .product, let product = entry.product { notes.append(product) }
        if !columns.contains(.topic), let topic = entry.topic { notes.append(topic) }
        if !columns.contains(.tags) { notes += entry.tags.map { "#" + $0 } }
        if !notes.isEmpty { out.append("<small>" + notes.map(HTMLText.escape).joined(separator: " · ") + "</small>") }
        if !columns.contains(.details), let details = entry.details {
            out.append("<div class=\"details\">" + HTMLText.escape(details) + "</div>")
        }
        if !entry.projection.conflicts.isEmpty {
            let names = entry.projection.conflicts.map(\.text).joined(separator: ", ")
            out.append("<small class=\"warning\">written twice: " + HTMLText.escape(names) + "</small>")
        }
    }

    /// `2026-11-21 08:45 UTC`.
    private func time(_ time: WallTime) -> String {
        let iso = time.iso8601
        return iso.prefix(10) + " " + iso.dropFirst(11).prefix(5) + " UTC"
    }
}
