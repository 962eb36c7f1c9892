import Foundation
package import HuddleCore

/// Asks for a feed whose link the caller makes.
package struct FeedRequest: Hashable, Sendable {
    /// SHA-256 of the link's secret. The secret itself never reaches the server before the feed is read.
    package var secretHash: [UInt8]
    /// What people call it; empty for none.
    package var name: String
    package var format: String
    /// What the list is of, as in the address of an export.
    package var list: String
    /// The filter, as the parameters of an export have it.
    package var query: String
    /// How long it is good; nil for as long as usual.
    package var days: Int?

    package init(secretHash: [UInt8], name: String, format: String, list: String, query: String, days: Int?) {
        self.secretHash = secretHash
        self.name = name
        self.format = format
        self.list = list
        self.query = query
        self.days = days
    }
}

package struct FeedInfo: Hashable, Sendable {
    package var id: RecordID
    package var member: RecordID
    package var memberName: String
    package var name: String
    package var format: String
    package var list: String
    package var query: String
    package var created: WallTime
    package var expires: WallTime
    /// Since when it has been good no more: it was taken back, or its member or device was.
    package var revoked: WallTime?
    /// To within some minutes.
    package var fetched: WallTime?

    package init(
        id: RecordID, member: RecordID, memberName: String, name: String, format: String, list: String, query: String,
        created: WallTime, expires: WallTime, revoked: WallTime?, fetched: WallTime?
    ) {
        self.id = id
        self.member = member
        self.memberName = memberName
        self.name = name
        self.format = format
        self.list = list
        self.query = query
        self.created = created
        self.expires = expires
        self.revoked = revoked
        self.fetched = fetched
    }
}

package struct FeedList: Hashable, Sendable {
    package var feeds: [FeedInfo]

    package init(feeds: [FeedInfo]) {
        self.feeds = feeds
    }
}

extension FeedRequest: ProtoBacked {
    init(_ proto: ProtoFeedRequest) throws(WireError) {
        guard proto.secretHash.count == 32 else {
            throw .malformed("a secret_hash of \(proto.secretHash.count) bytes instead of 32")
        }
        guard proto.name.utf8.count <= Limits.nameBytes else {
            throw .malformed("a feed's name has \(Limits.nameBytes) bytes at most")
        }
        guard proto.query.utf8.count <= Limits.feedQueryBytes else {
            throw .malformed("a feed's query has \(Limits.feedQueryBytes) bytes at most")
        }
        guard proto.days <= Limits.feedDaysMost else {
            throw .malformed("a feed is good for \(Limits.feedDaysMost) days at most")
        }
        self.init(
            secretHash: Array(proto.secretHash), name: proto.name, format: proto.format, list: proto.list,
            query: proto.query, days: proto.days == 0 ? nil : Int(proto.days))
    }

    var proto: ProtoFeedRequest {
        var proto = ProtoFeedRequest()
        proto.secretHash = Data(secretHash)
        proto.name = name
        proto.format = format
        proto.list = list
        proto.query = query
        proto.days = UInt32(clamping: days ?? 0)
        return proto
    }
}

extension FeedInfo: ProtoBacked {
    init(_ proto: ProtoFeedInfo) throws(WireError) {
        self.init(
            id: try RecordID(sent: proto.id, as: "id"), member: try RecordID(sent: proto.member, as: "member"),
            memberName: proto.memberName, name: proto.name, format: proto.format, list: proto.list, query: proto.query,
            created: WallTime(milliseconds: proto.created), expires: WallTime(milliseconds: proto.expires),
            revoked: WallTime(sent: proto.revoked), fetched: WallTime(sent: proto.fetched))
    }

    var proto: ProtoFeedInfo {
        var proto = ProtoFeedInfo()
        proto.id = Data(id.digest.bytes)
        proto.member = Data(member.digest.bytes)
        proto.memberName = memberName
        proto.name = name
        proto.format = format
        proto.list = list
        proto.query = query
        proto.created = created.milliseconds
        proto.expires = expires.milliseconds
        proto.revoked = revoked?.milliseconds ?? 0
        proto.fetched = fetched?.milliseconds ?? 0
        return proto
    }
}

extension FeedList: ProtoBacked {
    init(_ proto: ProtoFeedList) throws(WireError) {
        var feeds: [FeedInfo] = []
        for feed in proto.feeds { feeds.append(try FeedInfo(feed)) }
        self.init(feeds: feeds)
    }

    var proto: ProtoFeedList {
        var proto = ProtoFeedList()
        proto.feeds = feeds.map(\.proto)
        return proto
    }
}
