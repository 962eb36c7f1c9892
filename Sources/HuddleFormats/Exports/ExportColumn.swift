import HuddleCore

/// What a table of entries can show, each under the name that files give it.
package enum ExportColumn: String, CaseIterable, Hashable, Sendable {
    case shortID = "short_id"
    case kind
    case status
    case text
    case owners
    case due
    case overdue
    case priority
    case customer
    case product
    case site
    case meeting
    case meetingDay = "meeting_day"
    case topic
    case askedBy = "asked_by"
    case tags
    case details
    case source
    case created
    case changed
    case settled
    case conflicts
    case other
    case id
    case meetingID = "meeting_id"
    case votes
    case links

    /// What people read over the column.
    package var title: String {
        switch self {
        case .shortID: "ID"
        case .kind: "Kind"
        case .status: "Status"
        case .text: "What"
        case .owners: "Who"
        case .due: "Due"
        case .overdue: "Overdue"
        case .priority: "Priority"
        case .customer: "Customer"
        case .product: "Product"
        case .site: "Site"
        case .meeting: "Meeting"
        case .meetingDay: "Held on"
        case .topic: "Topic"
        case .askedBy: "Asked by"
        case .tags: "Tags"
        case .details: "Details"
        case .source: "Source"
        case .created: "Created"
        case .changed: "Changed"
        case .settled: "Synced"
        case .conflicts: "Written twice"
        case .other: "Other fields"
        case .id: "Record"
        case .meetingID: "Meeting record"
        case .votes: "Votes"
        case .links: "Links"
        }
    }

    /// Those of a table that people read.
    package static let forPeople: [ExportColumn] = [
        .shortID, .text, .owners, .due, .status, .priority, .customer, .product, .site, .meeting, .meetingDay, .topic,
        .askedBy, .tags, .details, .kind, .created, .changed, .id,
    ]

    /// Those that fit on a page.
    package static let forPages: [ExportColumn] = [
        .text, .owners, .due, .priority, .customer, .meeting, .askedBy, .shortID,
    ]
}

/// What stands in one cell.
enum ExportValue {
    case nothing
    case text(String)
    case list([String])
    /// A word of the program's own, which is no formula and needs no quotes.
    case word(String)
    case day(CivilDate)
    case time(WallTime)
    case id(RecordID)

    /// Elements with `; ` between them, `;` and `\` inside one behind a `\`.
    static func joined(_ elements: [String]) -> String {
        let active = [UInt8(ascii: ";"), UInt8(ascii: "\\")]
        guard elements.contains(where: { $0.utf8.contains(where: active.contains) }) else {
            return elements.joined(separator: "; ")
        }
        return elements.map { element in
            var escaped = String.UnicodeScalarView()
            for scalar in element.unicodeScalars {
                if scalar == ";" || scalar == "\\" { escaped.append("\\") }
                escaped.append(scalar)
            }
            return String(escaped)
        }.joined(separator: "; ")
    }
}

extension ExportColumn {
    func value(of item: ExportItem) -> ExportValue {
        let listed = item.listed
        let entry = listed.entry
        func text(_ text: String?) -> ExportValue { text.map { .text($0) } ?? .nothing }
        func list(_ elements: [String]) -> ExportValue { elements.isEmpty ? .nothing : .list(elements) }
        switch self {
        case .shortID: return .word(listed.shortID)
        case .kind: return .text(entry.kind.text)
        case .status: return .text(entry.status.text)
        case .text: return .text(entry.text)
        case .owners: return list(entry.owners)
        case .due: return entry.due.map { .day($0) } ?? .nothing
        case .overdue: return item.isOverdue ? .word("yes") : .nothing
        case .priority: return text(entry.priority)
        case .customer: return text(listed.customer)
        case .product: return text(entry.product)
        case .site: return text(listed.site)
        case .meeting: return text(listed.meeting?.title)
        case .meetingDay: return listed.meeting?.day.map { .day($0) } ?? .nothing
        case .topic: return text(entry.topic)
        case .askedBy: return text(listed.askedBy)
        case .tags: return list(entry.tags)
        case .details: return text(entry.details)
        case .source: return text(entry.source)
        case .created: return .time(entry.projection.created)
        case .changed: return .time(entry.projection.changed)
        case .settled: return .word(listed.settled ? "yes" : "no")
        case .conflicts: return list(entry.projection.conflicts.map(\.text))
        case .other: return entry.others.isEmpty ? .nothing : .text(Self.json(entry.others))
        case .id: return .id(entry.id)
        case .meetingID: return entry.meeting.map { .id($0) } ?? .nothing
        case .votes: return list(entry.votes)
        case .links: return list(entry.links.map(\.element))
        }
    }

    /// Fields that this version does not know, as a JSON object.
    private static func json(_ others: [Projection.Field]) -> String {
        var json = JSONWriter()
        EntryJSON.write(others: others, to: &json)
        return json.text
    }
}
