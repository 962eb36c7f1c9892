package import HuddleCore

/// An entry as one JSON object: every field, in a fixed order, null where there is no value.
package enum EntryJSON {
    /// - Parameter today: Where given, the object says whether the entry is overdue.
    /// - Parameter more: Writes what else is known of it, at the end of the object.
    package static func write(
        _ listed: ListedEntry, today: CivilDate? = nil, to json: inout JSONWriter,
        more: (inout JSONWriter) -> Void = { _ in }
    ) {
        json.object { json in
            writeMembers(of: listed, isOverdue: today.map { listed.entry.isOverdue(on: $0) }, to: &json)
            more(&json)
        }
    }

    /// - Parameter isOverdue: Where given, the object says it.
    static func writeMembers(of listed: ListedEntry, isOverdue: Bool? = nil, to json: inout JSONWriter) {
        let entry = listed.entry
        json.member("id", entry.id)
        json.member("shortId", listed.shortID)
        json.member("kind", entry.kind.text)
        json.member("text", entry.text)
        json.member("details", entry.details)
        json.member("status", entry.status.text)
        json.member("owners", entry.owners)
        json.member("due", entry.due?.text)
        if let isOverdue { json.member("overdue", isOverdue) }
        json.member("priority", entry.priority)
        json.member("customer", entry.customer)
        json.member("product", entry.product)
        json.member("site", entry.site)
        json.member("topic", entry.topic)
        json.member("tags", entry.tags)
        json.member("votes", entry.votes)
        json.key("links")
        json.array { json in
            for link in entry.links { write(link.verb, link.target, to: &json) }
        }
        json.key("meeting")
        writeMeeting(listed, to: &json)
        json.member("askedBy", listed.askedBy)
        json.member("source", entry.source)
        RecordJSON.write(entry.projection, settled: listed.settled, to: &json)
        json.key("other")
        write(others: entry.others, to: &json)
    }

    /// A link, with the record at its other end.
    package static func write(_ verb: OpenWord<LinkVerb>, _ id: RecordID, to json: inout JSONWriter) {
        json.object { json in
            json.member("verb", verb.text)
            json.member("id", id)
        }
    }

    /// Fields that this version does not know, as one object.
    package static func write(others: [Projection.Field], to json: inout JSONWriter) {
        json.object { json in
            for field in others {
                json.key(field.name.text)
                RecordJSON.write(field.value, to: &json)
            }
        }
    }

    /// The meeting's id, with its title, day and customer once it has arrived.
    private static func writeMeeting(_ listed: ListedEntry, to json: inout JSONWriter) {
        guard let id = listed.entry.meeting else { return json.null() }
        json.object { json in
            json.member("id", id)
            json.member("title", listed.meeting?.title)
            json.member("day", listed.meeting?.day?.text)
            json.member("customer", listed.meeting?.customer)
        }
    }
}
