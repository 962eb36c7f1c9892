import HuddleCore
import HuddleWire

/// What a message about feeds says, as the vectors show it: ids in hexadecimal digits, times as decimal numbers.
final class PlainFeed: Decodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case id, member, secretHash, memberName, name, format, query, days, created, expires, revoked, fetched, feeds
        case subject = "list"
    }

    let id: Digits?, member: Digits?, secretHash: Digits?
    let memberName: String?, name: String?, format: String?, subject: String?, query: String?
    let days: Int?
    let created: String?, expires: String?, revoked: String?, fetched: String?
    let feeds: [PlainFeed]?

    var request: FeedRequest? {
        guard let secretHash, let name, let format, let subject, let query, let days else { return nil }
        return FeedRequest(
            secretHash: secretHash.bytes, name: name, format: format, list: subject, query: query,
            days: days == 0 ? nil : days)
    }

    var info: FeedInfo? {
        guard let id = recordID(id), let member = recordID(member), let memberName, let name, let format, let subject,
            let query, let created = time(created), let expires = time(expires)
        else { return nil }
        return FeedInfo(
            id: id, member: member, memberName: memberName, name: name, format: format, list: subject, query: query,
            created: created, expires: expires, revoked: past(revoked), fetched: past(fetched))
    }

    var list: FeedList? { feeds.map { FeedList(feeds: $0.compactMap(\.info)) } }

    private func recordID(_ digits: Digits?) -> RecordID? {
        digits.flatMap { Digest128(exactly: $0.bytes) }.map { RecordID($0) }
    }

    private func time(_ text: String?) -> WallTime? { text.flatMap { Int64($0) }.map { WallTime(milliseconds: $0) } }

    private func past(_ text: String?) -> WallTime? { time(text).flatMap { $0.milliseconds == 0 ? nil : $0 } }
}
