import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// A meeting as it is printed, with the entries that belong to it, the oldest first as they were said.
struct MeetingPage {
    private let log: HuddleLog
    private let environment: CommandEnvironment

    init(_ log: HuddleLog, _ environment: CommandEnvironment) {
        self.log = log
        self.environment = environment
    }

    func print(_ stored: StoredProjection, asJSON: Bool) throws {
        let entries = try entries(of: stored.projection.id)
        if asJSON {
            return try environment.printJSON { json in
                json.object { json in
                    json.key("meeting")
                    Self.write(stored, to: &json)
                    json.key("entries")
                    json.array { json in
                        for listed in entries { EntryJSON.write(listed, to: &json) }
                    }
                }
            }
        }
        var sheet = RecordSheet(log, environment)
        let head = try sheet.text(
            of: Meeting(stored.projection), shortID: stored.shortID, settled: stored.settled)
        let table = entries.isEmpty ? "" : "\n" + EntryText.table(entries, in: environment)
        try environment.printSheet(head)
        try environment.output.write(table)
    }

    /// One line of what was saved.
    func printWritten(_ stored: StoredProjection, as word: String = "meeting", asJSON: Bool) throws {
        if asJSON { return try environment.printJSON { Self.write(stored, to: &$0) } }
        let meeting = Meeting(stored.projection)
        var parts = [meeting.title.visible]
        if let day = meeting.day { parts.append(EntryText.dayText(day)) }
        parts += [meeting.customer, meeting.site].compactMap { $0?.visible }
        if !meeting.people.isEmpty { parts.append("with " + meeting.people.map(\.visible).joined(separator: ", ")) }
        let id = environment.style(stored.shortID, .bold)
        try environment.output.line(id + "  \(word)  " + parts.joined(separator: " · "))
    }

    static func write(_ stored: StoredProjection, to json: inout JSONWriter) {
        MeetingJSON.write(
            Meeting(stored.projection), shortID: stored.shortID, settled: stored.settled, to: &json)
    }

    private func entries(of meeting: RecordID) throws -> [ListedEntry] {
        var filter = EntryFilter()
        filter.meeting = meeting
        return try log.entries(matching: filter).reversed()
    }
}
