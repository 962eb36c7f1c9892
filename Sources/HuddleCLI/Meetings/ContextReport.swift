import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// What a meeting or visit has come to: what was captured, which actions are open, what is not yet synced.
struct ContextReport {
    private let open: OpenMeeting
    private let environment: CommandEnvironment
    /// The oldest first, as they were said.
    private let entries: [ListedEntry]
    private let isInTeam: Bool
    /// What waits of those that are not settled, the meeting's own record among them.
    private let waiting: [RecordID: RecordWaiting]

    init(_ open: OpenMeeting, _ home: Home, _ log: HuddleLog, _ environment: CommandEnvironment) throws {
        self.open = open
        self.environment = environment
        var filter = EntryFilter()
        filter.meeting = open.context.meeting
        entries = try log.entries(matching: filter).reversed()
        isInTeam = try home.server() != nil
        var waiting: [RecordID: RecordWaiting] = [:]
        for id in entries.filter({ !$0.settled }).map(\.entry.id) { waiting[id] = try log.waiting(of: id) }
        if !open.stored.settled { waiting[open.context.meeting] = try log.waiting(of: open.context.meeting) }
        self.waiting = waiting
    }

    func print(isOver: Bool, asJSON: Bool) throws {
        if asJSON { return try environment.printJSON { write(isOver: isOver, to: &$0) } }
        try environment.output.write(text(isOver: isOver))
    }

    private var actions: [ListedEntry] {
        entries.filter { $0.entry.kind == .known(.action) && $0.entry.isOpen }
    }

    private func text(isOver: Bool) -> String {
        let meeting = open.meeting
        var parts = [
            environment.style(open.stored.shortID, .bold) + "  \(open.context.word.rawValue)  \(meeting.title.visible)"
        ]
        parts += [meeting.customer, meeting.site].compactMap { $0?.visible }
        if !meeting.people.isEmpty { parts.append("with " + meeting.people.map(\.visible).joined(separator: ", ")) }
        parts.append(
            "\(isOver ? "ended after" : "for") \(Self.duration(since: open.context.started, environment.host.now()))")
        var text = parts.joined(separator: " · ") + "\n\(counts)\n"
        if !entries.isEmpty { text += "\n" + EntryText.table(entries, in: environment) }
        if !actions.isEmpty {
            text += "\nOpen actions:\n"
            for listed in actions { text += "  " + Self.line(of: listed, environment) + "\n" }
        }
        return text + "\n\(syncing)\n"
    }

    /// `7 entries: 3 frustrations, 2 actions, 2 notes.`
    private var counts: String {
        guard !entries.isEmpty else { return "Nothing was captured." }
        let kinds = EntryKind.allCases.compactMap { kind in
            let count = entries.count { $0.entry.kind == .known(kind) }
            return count == 0 ? nil : count == 1 ? "1 \(kind.rawValue)" : "\(count) \(kind.plural)"
        }
        return "\(Plural.text(entries.count, "entry")): \(kinds.joined(separator: ", "))."
    }

    private var toSync: Int { waiting.values.count { $0.toSync > 0 } }

    private var syncing: String {
        let refused = waiting.values.count { $0.refused > 0 }
        guard refused > 0 else { return sending }
        let words = "\(refused) of this refused, and kept here: `huddle quarantine` says why."
        return toSync == 0 ? words : "\(sending) \(words)"
    }

    private var sending: String {
        if toSync == 0 { return "All of it is synced." }
        let count = entries.count { (waiting[$0.entry.id]?.toSync ?? 0) > 0 }
        let what =
            count == 0
            ? "The \(open.context.word.rawValue) itself is not yet synced"
            : "\(count) of \(Plural.text(entries.count, "entry")) not yet synced"
        guard isInTeam else { return what + ": this log belongs to no team yet (`huddle join LINK`)." }
        return what + ": `huddle sync` sends \(count > 1 ? "them" : "it")."
    }

    private static func line(of listed: ListedEntry, _ environment: CommandEnvironment) -> String {
        let entry = listed.entry
        var parts = [environment.style(listed.shortID, .bold) + "  " + entry.text.visible]
        parts.append(entry.owners.isEmpty ? "nobody yet" : entry.owners.map(\.visible).joined(separator: ", "))
        if let due = entry.due { parts.append("due " + EntryText.dayText(due)) }
        return parts.joined(separator: " · ")
    }

    /// `25 min`, `2 h 10 min`, `3 days`.
    private static func duration(since start: WallTime, _ end: WallTime) -> String {
        let minutes = max(0, end.clamped.milliseconds - start.clamped.milliseconds) / 60_000
        if minutes < 60 { return "\(minutes) min" }
        if minutes < 48 * 60 { return "\(minutes / 60) h" + (minutes % 60 == 0 ? "" : " \(minutes % 60) min") }
        return "\(minutes / (24 * 60)) days"
    }

    private func write(isOver: Bool, to json: inout JSONWriter) {
        json.object { json in
            json.key("meeting")
            MeetingPage.write(open.stored, to: &json)
            json.member("word", open.context.word.rawValue)
            json.member("since", open.context.started.iso8601)
            json.member("over", isOver)
            json.key("entries")
            json.array { json in
                for listed in entries { EntryJSON.write(listed, to: &json) }
            }
            json.member("openActions", actions.map(\.entry.id.text))
            json.member("notYetSynced", toSync)
        }
    }
}
