import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// What is to be known of a log at a glance.
struct LogOverview {
    /// A smaller difference may be the way to the server and back.
    private static let secondsNamed: Int64 = 2

    /// Further reasons stand in `huddle quarantine`.
    private static let reasonsNamed = 5

    private let path: String
    private let state: SpaceState
    private let counts: StoreCounts
    private let me: Person?
    private let server: String?
    private let quarantine: [QuarantinedChange]
    private let open: OpenMeeting?
    private let bytes: Int64
    private let failure: (at: WallTime, detail: String)?
    private let future: FutureChanges?

    init(_ home: Home, _ log: HuddleLog) throws {
        path = home.path
        state = try log.state()
        counts = try log.counts()
        me = try log.me()
        server = try home.server()?.url
        open = try home.openMeeting(in: log)
        bytes = try home.logBytes()
        failure = try home.backgroundFailure()
        // A log that belongs to no team sends nothing, and may hold much.
        future = server == nil || counts.toSync == 0 ? nil : try log.futureChanges()
        quarantine = counts.quarantined > 0 ? try log.quarantine() : []
    }

    func text(in environment: CommandEnvironment) -> String {
        var sheet = Sheet(environment.style)
        sheet.heading(environment.style(state.name.visible, .bold))
        sheet.add("folder", path)
        sheet.add("person", me.map { $0.name + ($0.department.map { ", " + $0 } ?? "") } ?? "not known yet")
        sheet.add("server", server ?? "none: `huddle join LINK` makes this your team's log")
        if let open {
            let since = environment.calendar.text(of: open.context.started)
            let doubt = open.context.isStale(at: environment.host.now()) ? " (still?)" : ""
            sheet.addRaw("going on", "\(open.name) since \(since)\(doubt)")
        }
        sheet.addRaw("entries", String(counts.entries))
        sheet.addRaw("size", "\(ByteCount(UInt64(clamping: bytes)).text), \(Plural.text(counts.changes, "change"))")
        sheet.addRaw("to sync", counts.toSync == 0 ? "nothing" : Plural.text(counts.toSync, "change"))
        if let future {
            sheet.addRaw(
                "",
                "\(future.count) of them for a time to come, until \(environment.calendar.text(of: future.until)): stamped far "
                    + "ahead of the server's clock")
        }
        sheet.addRaw(
            "conflicts", counts.conflicts == 0 ? "none" : String(counts.conflicts) + ": `huddle conflicts` shows them")
        let refused = Plural.text(counts.quarantined, "change") + ", kept here: `huddle quarantine` says what to do"
        sheet.addRaw("refused", counts.quarantined == 0 ? "none" : refused)
        for group in RefusalGroup.groups(of: quarantine).prefix(Self.reasonsNamed) { sheet.add("", group.text) }
        sheet.addRaw("last sync", state.lastSync.map { environment.calendar.text(of: $0) + position } ?? "never")
        if let failure {
            sheet.add("background", "failed at \(environment.calendar.text(of: failure.at)): \(failure.detail)")
        }
        if state.lastSync != nil { sheet.addRaw("clock", clock) }
        return sheet.text
    }

    /// How far this log has read in the server's.
    private var position: String {
        let read = state.cursor.seq
        guard let head = state.serverHead, head > read else { return ", up to change \(read)" }
        return ", broken off at change \(read) of \(head)"
    }

    /// This machine's clock, as the server's answer showed it.
    private var clock: String {
        let offset = state.clock.offsetMilliseconds
        guard abs(offset / 1000) >= Self.secondsNamed else { return "as the server's" }
        return "\(Plural.span(milliseconds: offset)) \(offset > 0 ? "behind" : "ahead of") the server's"
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("home", path)
            json.key("space")
            json.object { json in
                json.member("id", state.space.text)
                json.member("name", state.name)
            }
            json.member("replica", state.replica.hex)
            json.key("person")
            writePerson(to: &json)
            json.member("server", server)
            json.member("entries", counts.entries)
            json.member("changes", counts.changes)
            json.member("logBytes", Int(bytes))
            json.member("notYetSynced", counts.toSync)
            json.key("waitingForTime")
            if let future {
                json.object { json in
                    json.member("count", future.count)
                    json.member("until", future.until.iso8601)
                }
            } else {
                json.null()
            }
            json.member("conflicts", counts.conflicts)
            json.key("refused")
            json.array { json in
                for refused in quarantine { Self.write(refused, to: &json) }
            }
            json.member("lastSync", state.lastSync?.iso8601)
            json.member("readUpTo", Int(clamping: state.cursor.seq))
            json.key("serverHead")
            if let head = state.serverHead { json.value(Int64(clamping: head)) } else { json.null() }
            json.member("clockOffsetMilliseconds", Int(state.clock.offsetMilliseconds))
            json.key("goingOn")
            writeOpen(to: &json)
            json.member("backgroundFailure", failure?.detail)
        }
    }

    private func writeOpen(to json: inout JSONWriter) {
        guard let open else { return json.null() }
        json.object { json in
            json.member("id", open.stored.projection.id.text)
            json.member("shortId", open.stored.shortID)
            json.member("word", open.context.word.rawValue)
            json.member("title", open.meeting.title)
            json.member("since", open.context.started.iso8601)
        }
    }

    private func writePerson(to json: inout JSONWriter) {
        guard let me else { return json.null() }
        json.object { json in
            json.member("id", me.id.text)
            json.member("name", me.name)
            json.member("department", me.department)
        }
    }

    private static func write(_ refused: QuarantinedChange, to json: inout JSONWriter) {
        json.object { json in
            json.member("id", refused.refusal.id.hex)
            json.member("code", refused.refusal.code)
            json.member("detail", refused.refusal.detail)
            json.member("at", refused.refusal.at.iso8601)
        }
    }
}

extension JSONWriter {
    mutating func member(_ name: String, _ number: Int) {
        key(name)
        value(Int64(number))
    }
}
