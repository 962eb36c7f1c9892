import HuddleCore

/// Entries as `task import` reads them: a JSON array, one task a line.
///
/// Source: "Taskwarrior JSON Format" (taskwarrior.org/docs/design/task); `Protocol/formats.md`.
struct TaskwarriorWriter: ExportWriter {
    private var json = JSONWriter()
    private var counted = 0
    private var withoutPlace = 0

    var leftOut: [LeftOut] {
        withoutPlace == 0 ? [] : [LeftOut(count: withoutPlace, reason: "entries without their links or votes")]
    }

    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) { out.append("[") }

    mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        let entry = item.entry
        if !entry.links.isEmpty || !entry.votes.isEmpty { withoutPlace += 1 }
        json.reset()
        json.object { json in
            json.member("uuid", entry.id)
            Self.writeShown("description", exact: "huddletext", entry.text, to: &json)
            Self.writeStatus(entry, to: &json)
            json.member("entry", basic: entry.projection.created)
            json.member("modified", basic: entry.projection.changed)
            if let due = entry.due { json.member("due", noonOf: due) }
            if let priority = entry.priority { Self.write(priority: priority, to: &json) }
            if let customer = entry.customer {
                Self.writeShown("project", exact: "huddlecustomer", customer, to: &json)
            }
            Self.writeTags(entry.tags, to: &json)
            if let details = entry.details { Self.writeDetails(details, of: entry, to: &json) }
            if entry.kind != .known(.action) { json.member("huddlekind", Self.held(entry.kind.text)) }
            if !entry.owners.isEmpty { json.member("huddleowners", Self.held(ExportValue.joined(entry.owners))) }
            let others = [
                ("product", entry.product), ("site", entry.site), ("topic", entry.topic), ("source", entry.source),
            ]
            for (name, value) in others {
                if let value { json.member("huddle" + name, Self.held(value)) }
            }
            if let meeting = entry.meeting { json.member("huddlemeeting", meeting) }
        }
        counted += 1
        out.append(counted == 1 ? "\n" : ",\n")
        out += json.bytes
    }

    mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) { out.append("\n]\n") }

    private static func writeStatus(_ entry: Entry, to json: inout JSONWriter) {
        switch entry.status {
        case .known(.open): json.member("status", "pending")
        case .known(.done):
            json.member("status", "completed")
            json.member("end", basic: entry.projection.changed)
        case .known(.dropped):
            json.member("status", "deleted")
            json.member("end", basic: entry.projection.changed)
        case .other(let word):
            json.member("status", "pending")
            json.member("huddlestatus", Self.held(word))
        }
    }

    private static func write(priority: String, to json: inout JSONWriter) {
        switch priority {
        case "high": json.member("priority", "H")
        case "medium": json.member("priority", "M")
        case "low": json.member("priority", "L")
        default: json.member("huddlepriority", Self.held(priority))
        }
    }

    private static func writeTags(_ tags: [String], to json: inout JSONWriter) {
        let known = tags.filter(Self.isTag)
        let others = tags.filter { !Self.isTag($0) }
        if !known.isEmpty { json.member("tags", known) }
        if !others.isEmpty { json.member("huddletags", Self.held(ExportValue.joined(others))) }
    }

    private static func writeDetails(_ details: String, of entry: Entry, to json: inout JSONWriter) {
        let shown = ExactText.oneLine(details)
        json.key("annotations")
        json.array { json in
            json.object { json in
                json.member("entry", basic: entry.projection.created)
                json.member("description", shown)
            }
        }
        if let exact = ExactText.exact(details, shown: shown) { json.member("huddledetails", exact) }
    }

    private static func writeShown(_ name: String, exact: String, _ text: String, to json: inout JSONWriter) {
        let shown = ExactText.oneLine(text)
        json.member(name, shown)
        if let held = ExactText.exact(text, shown: shown) { json.member(exact, held) }
    }

    /// A value on one line, or what it is in base64.
    private static func held(_ value: String) -> String {
        let shown = ExactText.oneLine(value)
        if !value.utf8.starts(with: "base64:".utf8), ExactText.exact(value, shown: shown) == nil { return value }
        return "base64:" + Base64.encode(Array(value.utf8))
    }

    /// Letters, digits, `_` and `-`, a letter first: what Taskwarrior takes after a `+`.
    private static func isTag(_ tag: String) -> Bool {
        guard let first = tag.unicodeScalars.first, first.properties.isAlphabetic else { return false }
        return tag.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == "-"
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, basic time: WallTime) {
        var text: [UInt8] = []
        text.append(time, isBasic: true)
        member(name, String(decoding: text, as: UTF8.self))
    }

    /// Noon UTC is that day in nearly every time zone.
    fileprivate mutating func member(_ name: String, noonOf day: CivilDate) {
        member(name, basic: WallTime(milliseconds: Int64(day.daysSince1970) * 86_400_000 + 43_200_000))
    }
}
