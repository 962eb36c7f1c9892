package import HuddleCore

/// A meeting as one JSON object: every field, in a fixed order, null where there is no value.
package enum MeetingJSON {
    package static func write(_ meeting: Meeting, shortID: String, settled: Bool, to json: inout JSONWriter) {
        json.object { json in
            json.member("id", meeting.id)
            json.member("shortId", shortID)
            json.member("title", meeting.title)
            json.member("day", meeting.day?.text)
            json.member("customer", meeting.customer)
            json.member("site", meeting.site)
            json.member("people", meeting.people)
            json.member("source", meeting.source)
            json.member("ended", meeting.ended?.iso8601)
            RecordJSON.write(meeting.projection, settled: settled, to: &json)
            json.key("other")
            EntryJSON.write(others: meeting.others, to: &json)
        }
    }
}
