import HuddleCore

/// Entries as tasks, and the meetings that they belong to as events, for calendars and reminders.
///
/// The UID of each is its record's id and its SEQUENCE grows with each change, so that a later file updates what an earlier one brought.
/// Source: RFC 7986, 5.7; RFC 5545, 3.6.1, 3.6.2, 3.8; `Protocol/formats.md`.
struct CalendarWriter: ExportWriter {
    /// What entries are in a calendar.
    enum Style {
        case tasks
        /// Events of the days on which they are due. Those without such a day are left out.
        case dueDates
    }

    private let style: Style
    /// Where a program subscribes to it, and asks again.
    private let feed: FeedFacts?
    private var text = CalendarText()
    private var withoutDay = 0
    /// The meetings that were written.
    private var meetings: Set<RecordID> = []

    init(_ style: Style = .tasks, feed: FeedFacts? = nil) {
        self.style = style
        self.feed = feed
    }

    var leftOut: [LeftOut] {
        withoutDay == 0 ? [] : [LeftOut(count: withoutDay, reason: "entries without a due date")]
    }

    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) {
        text.append("BEGIN", "VCALENDAR", to: &out)
        text.append("VERSION", "2.0", to: &out)
        text.append("PRODID", "-//Huddle//Huddle//EN", to: &out)
        text.append("CALSCALE", "GREGORIAN", to: &out)
        text.append("X-WR-CALNAME", text: feed?.title(facts) ?? facts.space, to: &out)
        text.append("X-WR-CALDESC", text: facts.filter + ": " + facts.countWords, to: &out)
        if let feed {
            text.append("NAME", text: feed.title(facts), to: &out)
            text.append("REFRESH-INTERVAL;VALUE=DURATION", "PT\(feed.refreshHours)H", to: &out)
            text.append("X-PUBLISHED-TTL", "PT\(feed.refreshHours)H", to: &out)
        }
        if let command = facts.command { text.append("X-HUDDLE-COMMAND", text: command, to: &out) }
        text.append("X-HUDDLE-WRITTEN", facts.time.iso8601, to: &out)
        if let position = facts.position { text.append("X-HUDDLE-POSITION", position.text, to: &out) }
        text.append("X-HUDDLE-COUNT", String(facts.count), to: &out)
        for left in facts.leftOut { text.append("X-HUDDLE-LEFT-OUT", text: left.words, to: &out) }
        if let meeting = facts.meeting?.meeting { append(meeting, to: &out) }
    }

    mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        if let meeting = item.listed.meeting { append(meeting, to: &out) }
        let entry = item.entry
        if style == .dueDates { return appendDueDate(of: entry, to: &out) }
        let projection = entry.projection
        start("VTODO", projection, to: &out)
        text.append("SUMMARY", text: entry.text, to: &out)
        if let details = entry.details { text.append("DESCRIPTION", text: details, to: &out) }
        if let due = entry.due { text.append("DUE", due, to: &out) }
        appendStatus(entry, to: &out)
        if let priority = entry.priority { append(priority: priority, to: &out) }
        if let site = entry.site { text.append("LOCATION", text: site, to: &out) }
        for tag in entry.tags { text.append("CATEGORIES", text: tag, to: &out) }
        if let meeting = entry.meeting { text.append("RELATED-TO", meeting, to: &out) }
        text.append("X-HUDDLE-KIND", text: entry.kind.text, to: &out)
        let others = [
            ("CUSTOMER", entry.customer), ("PRODUCT", entry.product), ("TOPIC", entry.topic), ("SOURCE", entry.source),
        ]
        for (name, value) in others {
            if let value { text.append("X-HUDDLE-" + name, text: value, to: &out) }
        }
        for owner in entry.owners { text.append("X-HUDDLE-OWNER", text: owner, to: &out) }
        for vote in entry.votes { text.append("X-HUDDLE-VOTE", text: vote, to: &out) }
        for link in entry.links { text.append("X-HUDDLE-LINK", text: link.element, to: &out) }
        text.append("END", "VTODO", to: &out)
    }

    mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) {
        text.append("END", "VCALENDAR", to: &out)
    }

    /// Its UID is none of a record, so that nobody who imports it takes a task for a meeting.
    private mutating func appendDueDate(of entry: Entry, to out: inout [UInt8]) {
        guard let due = entry.due else {
            withoutDay += 1
            return
        }
        start("VEVENT", entry.projection, uid: entry.id.text + "-due", to: &out)
        let isOpen = entry.isOpen
        text.append("SUMMARY", text: isOpen ? entry.text : "(\(entry.status.text)) " + entry.text, to: &out)
        if let details = entry.details { text.append("DESCRIPTION", text: details, to: &out) }
        text.append("DTSTART", due, to: &out)
        text.append("TRANSP", "TRANSPARENT", to: &out)
        if let site = entry.site { text.append("LOCATION", text: site, to: &out) }
        for tag in entry.tags { text.append("CATEGORIES", text: tag, to: &out) }
        for owner in entry.owners { text.append("X-HUDDLE-OWNER", text: owner, to: &out) }
        text.append("END", "VEVENT", to: &out)
    }

    private mutating func appendStatus(_ entry: Entry, to out: inout [UInt8]) {
        switch entry.status {
        case .known(.open): text.append("STATUS", "NEEDS-ACTION", to: &out)
        case .known(.done):
            text.append("STATUS", "COMPLETED", to: &out)
            text.append("COMPLETED", entry.projection.changed, to: &out)
            text.append("PERCENT-COMPLETE", "100", to: &out)
        case .known(.dropped): text.append("STATUS", "CANCELLED", to: &out)
        case .other(let word):
            text.append("STATUS", "NEEDS-ACTION", to: &out)
            text.append("X-HUDDLE-STATUS", text: word, to: &out)
        }
    }

    private mutating func append(priority: String, to out: inout [UInt8]) {
        switch priority {
        case "high": text.append("PRIORITY", "1", to: &out)
        case "medium": text.append("PRIORITY", "5", to: &out)
        case "low": text.append("PRIORITY", "9", to: &out)
        default: text.append("X-HUDDLE-PRIORITY", text: priority, to: &out)
        }
    }

    /// An event of a whole day. One whose day is not known is none; its entries name it all the same.
    private mutating func append(_ meeting: Meeting, to out: inout [UInt8]) {
        guard let day = meeting.day, meetings.insert(meeting.id).inserted else { return }
        start("VEVENT", meeting.projection, to: &out)
        text.append("SUMMARY", text: meeting.title, to: &out)
        text.append("DTSTART", day, to: &out)
        text.append("TRANSP", "TRANSPARENT", to: &out)
        if let site = meeting.site { text.append("LOCATION", text: site, to: &out) }
        if let customer = meeting.customer { text.append("X-HUDDLE-CUSTOMER", text: customer, to: &out) }
        for person in meeting.people { text.append("X-HUDDLE-PERSON", text: person, to: &out) }
        text.append("END", "VEVENT", to: &out)
    }

    private mutating func start(
        _ component: String, _ projection: Projection, uid: String? = nil, to out: inout [UInt8]
    ) {
        text.append("BEGIN", component, to: &out)
        if let uid { text.append("UID", uid, to: &out) } else { text.append("UID", projection.id, to: &out) }
        text.append("DTSTAMP", projection.changed, to: &out)
        text.append("CREATED", projection.created, to: &out)
        text.append("LAST-MODIFIED", projection.changed, to: &out)
        let seconds = (projection.changed.milliseconds - projection.created.milliseconds) / 1000
        text.append("SEQUENCE", String(min(max(seconds, 0), Int64(Int32.max))), to: &out)
    }
}
