import HuddleCore

/// A happening as JSON, as `Protocol/webhooks.md` describes it: `type`, `timestamp` and `data`, as Standard Webhooks wants them.
enum HappeningJSON {
    static func bytes(of facts: HappeningFacts) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", facts.word)
            json.member("timestamp", facts.time.clamped)
            json.key("data")
            json.object { json in writeData(of: facts, to: &json) }
        }
        return json.bytes
    }

    private static func writeData(of facts: HappeningFacts, to json: inout JSONWriter) {
        json.member("delivery", facts.id)
        json.key("space")
        json.object { json in
            json.member("id", facts.space)
            json.member("name", HappeningFacts.cut(facts.spaceName))
        }
        json.member("by", facts.by.map { HappeningFacts.cut($0) })
        switch facts.topic {
        case .entry(let listed):
            if facts.kind == .actionAssigned { json.member("assigned", names(facts.people)) }
            json.key("entry")
            write(listed, to: &json)
        case .meeting(let meeting, let sum):
            json.key("meeting")
            write(meeting, to: &json)
            json.member("entries", sum.entries)
            json.key("openActions")
            json.array { json in
                for action in sum.actions { writeShort(action, to: &json) }
            }
        case .trial: json.member("text", facts.text)
        }
        guard facts.kind == .promiseAnswered else { return }
        json.key("answer")
        guard let answer = facts.answer else { return json.null() }
        json.object { json in
            json.member("id", answer.id)
            json.member("text", HappeningFacts.cut(answer.text))
            json.member("by", answer.by.map { HappeningFacts.cut($0) })
        }
    }

    private static func write(_ listed: ListedEntry, to json: inout JSONWriter) {
        let entry = listed.entry
        json.object { json in
            json.member("id", entry.id)
            json.member("shortId", listed.shortID)
            json.member("kind", entry.kind.text)
            json.member("text", HappeningFacts.cut(entry.text))
            json.member("details", entry.details.map { HappeningFacts.cut($0) })
            json.member("status", entry.status.text)
            json.member("owners", names(entry.owners))
            json.member("due", entry.due?.text)
            json.member("priority", entry.priority.map { HappeningFacts.cut($0) })
            json.member("customer", entry.customer.map { HappeningFacts.cut($0) })
            json.member("product", entry.product.map { HappeningFacts.cut($0) })
            json.member("site", entry.site.map { HappeningFacts.cut($0) })
            json.member("tags", names(entry.tags))
            json.member("askedBy", listed.askedBy.map { HappeningFacts.cut($0) })
            json.key("meeting")
            if let meeting = listed.meeting { write(meeting, to: &json) } else { json.null() }
        }
    }

    /// One of many.
    private static func writeShort(_ listed: ListedEntry, to json: inout JSONWriter) {
        json.object { json in
            json.member("id", listed.entry.id)
            json.member("shortId", listed.shortID)
            json.member("text", HappeningFacts.cut(listed.entry.text, to: Limits.webhookListedTextBytes))
            json.member("owners", names(listed.entry.owners))
            json.member("due", listed.entry.due?.text)
        }
    }

    private static func write(_ meeting: Meeting, to json: inout JSONWriter) {
        json.object { json in
            json.member("id", meeting.id)
            json.member("title", HappeningFacts.cut(meeting.title))
            json.member("day", meeting.day?.text)
            json.member("customer", meeting.customer.map { HappeningFacts.cut($0) })
            json.member("site", meeting.site.map { HappeningFacts.cut($0) })
            json.member("people", names(meeting.people))
            json.member("ended", meeting.ended?.iso8601)
        }
    }

    private static func names(_ names: [String]) -> [String] { Array(names.prefix(Limits.webhookListLength)) }
}
