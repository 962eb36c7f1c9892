import HuddleCore
import HuddleFormats
import HuddleWire

/// What a feed is good for.
enum FeedState: String {
    case open
    case revoked
    case expired
}

extension FeedInfo {
    func state(at now: WallTime) -> FeedState {
        if revoked != nil { return .revoked }
        return now < expires ? .open : .expired
    }

    /// Its name, else what it is of.
    var title: String {
        if !name.isEmpty { return name }
        let words = (try? QueryText.decode(query)) ?? []
        return ([list] + words.map { $0.value.isEmpty ? $0.name : "\($0.name) \($0.value)" }).joined(separator: ", ")
    }
}

extension JSONWriter {
    /// - Parameter link: Where it was just made: nobody can read it later.
    mutating func write(_ feed: FeedInfo, at now: WallTime, link: String? = nil) {
        object { json in
            json.member("id", feed.id.text)
            if let link { json.member("link", link) }
            json.member("member", feed.memberName)
            json.member("name", feed.name)
            json.member("format", feed.format)
            json.member("list", feed.list)
            json.member("query", feed.query)
            json.member("state", feed.state(at: now).rawValue)
            json.member("created", feed.created.iso8601)
            json.member("expires", feed.expires.iso8601)
            json.member("revoked", feed.revoked?.iso8601)
            json.member("fetched", feed.fetched?.iso8601)
        }
    }
}
