import HuddleClient
import HuddleCore

/// Records in full, as `show` prints them.
struct RecordSheet {
    private let log: HuddleLog
    private let environment: CommandEnvironment
    private var sheet: Sheet

    init(_ log: HuddleLog, _ environment: CommandEnvironment) {
        self.log = log
        self.environment = environment
        sheet = Sheet(environment.style)
    }

    mutating func text(of listed: ListedEntry, _ ties: EntryTies) throws -> String {
        let entry = listed.entry
        let style = environment.style
        // A text of several lines keeps its first beside the id, and the others below.
        let lines = entry.text.visibleLines.split(separator: "\n", omittingEmptySubsequences: false)
        sheet.heading(
            style(listed.shortID, .bold) + "  " + style(entry.kindName.visible, Style.look(of: entry.kind)) + "  "
                + (lines.first ?? ""))
        for line in lines.dropFirst() { sheet.heading(line.isEmpty ? "" : "      " + line) }
        sheet.add("status", entry.status.text)
        sheet.add("owner", entry.owners.joined(separator: ", "))
        if let due = entry.due {
            sheet.addRaw(
                "due",
                EntryText.dayText(due) + (entry.isOverdue(on: environment.today) ? " " + style("overdue", .red) : ""))
        }
        sheet.add("priority", entry.priority)
        sheet.add("customer", entry.customer ?? listed.meeting?.customer)
        sheet.add("product", entry.product)
        sheet.add("site", entry.site ?? listed.meeting?.site)
        sheet.add("tags", entry.tags.map { "#" + $0 }.joined(separator: " "))
        sheet.add("votes", entry.votes.isEmpty ? nil : "\(entry.votes.count): " + entry.votes.joined(separator: ", "))
        ties.add(to: &sheet, environment)
        sheet.add("meeting", meetingText(listed))
        sheet.add("topic", entry.topic)
        sheet.add("source", entry.source)
        sheet.add("asked by", listed.askedBy)
        try addFoot(entry.projection, others: entry.others, settled: listed.settled)
        if let details = entry.details { sheet.addBlock(details) }
        ties.addComments(to: &sheet, environment)
        return sheet.text
    }

    mutating func text(of meeting: Meeting, shortID: String, settled: Bool) throws -> String {
        sheet.heading(environment.style(shortID, .bold) + "  meeting  " + meeting.title.visible)
        if let day = meeting.day { sheet.addRaw("day", EntryText.dayText(day)) }
        sheet.add("customer", meeting.customer)
        sheet.add("site", meeting.site)
        sheet.add("people", meeting.people.joined(separator: ", "))
        sheet.add("source", meeting.source)
        if let ended = meeting.ended { sheet.addRaw("ended", environment.calendar.text(of: ended)) }
        try addFoot(meeting.projection, others: meeting.others, settled: settled)
        return sheet.text
    }

    /// A record of a type that this version has no page for.
    mutating func text(of projection: Projection, shortID: String, settled: Bool) throws -> String {
        sheet.heading(environment.style(shortID, .bold) + "  " + projection.type.name.visible)
        if projection.type == .comment { sheet.add("author", try log.author(of: projection) ?? "someone") }
        try addFoot(projection, others: projection.fields, settled: settled)
        return sheet.text
    }

    private mutating func addFoot(_ projection: Projection, others: [Projection.Field], settled: Bool) throws {
        for statement in try log.statements(others) { sheet.add(statement.field, statement.value) }
        sheet.addRaw("captured", environment.calendar.text(of: projection.created))
        if projection.changed != projection.created {
            sheet.addRaw("changed", environment.calendar.text(of: projection.changed))
        }
        if !settled { sheet.addRaw("sync", try waiting(projection.id)) }
        switch projection.presence {
        case .present, .unborn: break
        case .deleted: sheet.addRaw("deleted", "yes: `huddle restore ID` brings it back")
        case .editedWhileDeleted:
            sheet.addRaw(
                "deleted",
                "by someone, and edited or brought back by someone else meanwhile: `huddle restore ID` keeps it, "
                    + "`huddle delete ID` deletes it"
            )
        }
        try addConflicts(projection)
    }

    /// What else was written, by people who had not heard of each other.
    private mutating func addConflicts(_ projection: Projection) throws {
        guard !projection.conflicts.isEmpty else { return }
        for field in try log.history(of: projection.id) where projection.conflicts.contains(field.name) {
            for value in field.open where value.value != field.winner?.value {
                sheet.addRaw("conflict", "\(field.words) was also written as: \(value.words)")
            }
        }
    }

    private func meetingText(_ listed: ListedEntry) -> String? {
        guard let id = listed.entry.meeting else { return nil }
        guard let meeting = listed.meeting else { return "\(ShortID(id).letters(6)), which has not arrived yet" }
        return meeting.title + (meeting.day.map { ", " + $0.text } ?? "")
    }

    /// What of a record is not in the server's log.
    private func waiting(_ id: RecordID) throws -> String {
        let waiting = try log.waiting(of: id)
        guard waiting.refused > 0 else { return "not yet synced" }
        return "\(Plural.text(waiting.refused, "change")) refused: `huddle quarantine` says why"
            + (waiting.toSync > 0 ? "; the rest not yet synced" : "")
    }
}
