import HuddleCore

/// A `VTODO` or `VEVENT`.
struct CalendarItem {
    private let lines: [ContentLine]
    private let line: Int
    private let context: ImportContext

    init(_ lines: [ContentLine], line: Int, isHuddles: Bool, _ context: ImportContext) {
        self.isHuddles = isHuddles
        self.lines = lines
        self.line = line
        self.context = context
    }

    subscript(name: String) -> ContentLine? { lines.first { $0.name == name } }

    /// Whether Huddle wrote it: then it says everything that a record has.
    let isHuddles: Bool

    func entry() throws(ImportProblem) -> FileStatement {
        var builder = StatementBuilder(line: line)
        try builder.setMain(FieldName.text, self["SUMMARY"]?.exactText)
        try builder.set(FieldName.details, self["DESCRIPTION"]?.exactText)
        try builder.set(FieldName.kind, self["X-HUDDLE-KIND"]?.exactText ?? context.kind.rawValue)
        try builder.set(FieldName.status, try status())
        builder.set(FieldName.due, day: try day("DUE"))
        try builder.set(FieldName.priority, try priority())
        try builder.set(FieldName.site, self["LOCATION"]?.exactText)
        try builder.set(FieldName.tags, elements: tags)
        if isHuddles {
            for (key, name) in Self.texts { try builder.set(name, self[key]?.exactText) }
            for (key, field) in Self.sets {
                try builder.set(field, elements: lines.filter { $0.name == key }.map(\.exactText))
            }
            builder.set(FieldName.meeting, record: self["RELATED-TO"].flatMap { RecordID($0.text) })
        } else {
            try builder.set(FieldName.owners, elements: people("ATTENDEE").map(context.owner))
            builder.origin += people("ORGANIZER").prefix(1)
        }
        return try builder.statement(try id(), .entry, in: context)
    }

    func meeting() throws(ImportProblem) -> FileStatement {
        var builder = StatementBuilder(line: line)
        try builder.setMain(FieldName.title, self["SUMMARY"]?.exactText)
        builder.set(FieldName.day, day: try day("DTSTART"))
        try builder.set(FieldName.site, self["LOCATION"]?.exactText)
        if isHuddles {
            try builder.set(FieldName.customer, self["X-HUDDLE-CUSTOMER"]?.exactText)
            try builder.set(
                FieldName.people, elements: lines.filter { $0.name == "X-HUDDLE-PERSON" }.map(\.exactText))
        } else {
            try builder.set(FieldName.people, elements: people("ORGANIZER") + people("ATTENDEE"))
        }
        return try builder.statement(try id(), .meeting, in: context)
    }

    private static let texts = [
        ("X-HUDDLE-CUSTOMER", FieldName.customer), ("X-HUDDLE-PRODUCT", FieldName.product),
        ("X-HUDDLE-TOPIC", FieldName.topic), ("X-HUDDLE-SOURCE", FieldName.source),
    ]
    private static let sets = [
        ("X-HUDDLE-OWNER", FieldName.owners), ("X-HUDDLE-VOTE", FieldName.votes), ("X-HUDDLE-LINK", FieldName.links),
    ]

    private func id() throws(ImportProblem) -> RecordID {
        guard let uid = self["UID"]?.text.trimmed, !uid.isEmpty else {
            throw ImportProblem(line: line, "there is no UID; expected one in each VTODO and VEVENT")
        }
        return RecordID(uid) ?? RecordID(derivedFrom: [uid], .calendarUID, hash: context.hash)
    }

    private func status() throws(ImportProblem) -> String {
        switch self["STATUS"]?.text.trimmed.uppercased() {
        case "COMPLETED": return EntryStatus.done.rawValue
        case "CANCELLED": return EntryStatus.dropped.rawValue
        case "NEEDS-ACTION", "IN-PROCESS", nil:
            if let word = self["X-HUDDLE-STATUS"]?.exactText { return word }
            return (self["COMPLETED"] == nil ? EntryStatus.open : .done).rawValue
        case let word?:
            throw ImportProblem(
                line: self["STATUS"]?.number ?? line,
                "\"\(word.visible)\" is no status; expected NEEDS-ACTION, IN-PROCESS, COMPLETED or CANCELLED")
        }
    }

    /// Source: RFC 5545, section 3.8.1.9: 1 to 4 is high, 5 medium, 6 to 9 low.
    private func priority() throws(ImportProblem) -> String? {
        if let word = self["X-HUDDLE-PRIORITY"]?.exactText { return word }
        guard let property = self["PRIORITY"] else { return nil }
        switch Moment.number(property.text.trimmed) {
        case 0?: return nil
        case (1...4)?: return "high"
        case 5?: return "medium"
        case (6...9)?: return "low"
        default:
            throw ImportProblem(
                line: property.number, "\"\(property.text.visible)\" is no priority; expected a number from 0 to 9")
        }
    }

    /// The civil day of a date, or of a moment where the user is.
    private func day(_ name: String) throws(ImportProblem) -> CivilDate? {
        guard let property = self[name] else { return nil }
        let text = property.text.trimmed
        if let time = Moment.time(text) { return context.day(time) }
        guard let day = Moment.writtenDay(text) else {
            throw ImportProblem(
                line: property.number,
                "\"\(text.visible)\" is no day; expected one such as 20261201 or 20261201T090000Z")
        }
        return day
    }

    /// One property each from Huddle, whose tags may hold commas; lists from others.
    private var tags: [String] {
        let lines = lines.filter { $0.name == "CATEGORIES" }
        return lines.flatMap { $0.parameter("X-EXACT") != nil ? [$0.exactText] : $0.texts }
    }

    /// The names in properties such as `ATTENDEE;CN=Ann Lee:mailto:ann@example.com`.
    private func people(_ name: String) -> [String] {
        lines.filter { $0.name == name }.map { line in
            line.parameter("CN")
                ?? (line.value.lowercased().hasPrefix("mailto:") ? String(line.value.dropFirst(7)) : line.value)
        }
    }
}
