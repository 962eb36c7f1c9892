import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// What is to be known of a log at a glance.
struct LogOverview {
    private let path: String
    private let state: SpaceState
    private let counts: StoreCounts
    private let me: Person?
    private let server: String?
    private let quarantine: [QuarantinedChange]

    init(_ home: Home, _ log: HuddleLog) throws {
        path = home.path
        state = try log.state()
        counts = try log.counts()
        me = try log.me()
        server = try home.server()?.url
        quarantine = counts.quarantined > 0 ? try log.quarantine() : []
    }

    func text(in environment: CommandEnvironment) -> String {
        var sheet = Sheet(environment.style)
        sheet.heading(environment.style(state.name.visible, .bold))
        sheet.add("folder", path)
        sheet.add("person", me.map { $0.name + ($0.department.map { ", " + $0 } ?? "") } ?? "not known yet")
        sheet.add("server", server ?? "none: `huddle join LINK` makes this your team's log")
        sheet.addRaw("entries", String(counts.entries))
        sheet.addRaw("to sync", counts.unsettled == 0 ? "nothing" : Plural.text(counts.unsettled, "change"))
        sheet.addRaw(
            "conflicts", counts.conflicts == 0 ? "none" : String(counts.conflicts) + ": `huddle conflicts` shows them")
        let refused = Plural.text(counts.quarantined, "change") + ", kept here: `huddle quarantine` says what to do"
        sheet.addRaw("refused", counts.quarantined == 0 ? "none" : refused)
        for refused in quarantine {
            sheet.add("", "\(refused.refusal.code): \(refused.refusal.detail)")
        }
        sheet.addRaw("last sync", state.lastSync.map { environment.calendar.text(of: $0) } ?? "never")
        return sheet.text
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
            json.member("notYetSynced", counts.unsettled)
            json.member("conflicts", counts.conflicts)
            json.key("refused")
            json.array { json in
                for refused in quarantine { Self.write(refused, to: &json) }
            }
            json.member("lastSync", state.lastSync?.iso8601)
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
