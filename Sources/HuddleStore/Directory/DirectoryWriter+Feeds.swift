import HuddleCore

extension DirectoryWriter {
    /// Lets whoever has the secret read a list. Asking again with the same hash gives what is there.
    ///
    /// - Throws: `FeedLimit` where the member has, or made today, as many feeds as one may; `StoreError`.
    package func make(_ feed: Feed, by actor: Actor, host: Host) throws -> FeedAccess {
        if let known = try self.feed(secretHash: feed.secretHash) { return known }
        let now = host.now()
        let own = try feeds(ofMember: feed.member)
        guard own.count(where: { $0.isOpen(at: now) }) < Limits.feedsPerMember else { throw FeedLimit.open }
        let today = own.filter { now.milliseconds - $0.feed.created.milliseconds < 86_400_000 }
        guard today.count < Limits.feedsMadePerDay else { throw FeedLimit.madeToday }
        try save(feed)
        guard let made = try self.feed(secretHash: feed.secretHash) else { throw FeedLimit.open }
        try note(
            AuditEvent(.feedMade, by: actor, space: made.access.space.id, subject: feed.id, at: feed.created),
            hash: host.hash)
        return made
    }

    /// Takes a feed back, from its next reading on.
    package func revoke(_ found: FeedAccess, by actor: Actor, host: Host) throws(StoreError) -> FeedAccess {
        guard found.feed.revoked == nil else { return found }
        var feed = found.feed
        feed.revoked = host.now()
        try save(feed)
        try note(
            AuditEvent(.feedRevoked, by: actor, space: found.access.space.id, subject: feed.id, at: host.now()),
            hash: host.hash)
        return FeedAccess(feed: feed, access: found.access)
    }
}

/// Why a member can make no feed now. Nothing was made.
package enum FeedLimit: Error, Hashable, Sendable {
    case open
    case madeToday
}

extension FeedLimit: CustomStringConvertible {
    package var description: String {
        switch self {
        case .open:
            "this member has \(Limits.feedsPerMember) feeds: once one of them is revoked there is room"
        case .madeToday:
            "this member has made \(Limits.feedsMadePerDay) feeds since yesterday: there is room again tomorrow"
        }
    }
}
