import HuddleCore
import HuddleFormats
import HuddleStore

/// A record of any type as JSON: for those that have no form of their own, and for what was deleted.
enum OtherJSON {
    static func write(_ stored: StoredProjection, to json: inout JSONWriter) {
        let projection = stored.projection
        json.object { json in
            json.member("id", projection.id.text)
            json.member("shortId", stored.shortID)
            json.member("type", projection.type.name)
            json.member("deleted", projection.presence == .deleted)
            json.member("created", projection.created.iso8601)
            json.member("changed", projection.changed.iso8601)
            json.member("settled", stored.settled)
            json.key("fields")
            EntryJSON.write(others: projection.fields, to: &json)
        }
    }
}
