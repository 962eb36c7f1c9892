import HuddleCore

extension DirectoryWriter {
    /// Lets whoever has the secret read a list. Asking again with the same hash gives what is there.
    ///
    /// - Returns: Nil, where the member has as many feeds as one may have.
    package func make(_ feed: Feed, by actor: Actor, host: Host) throws(StoreError) -> FeedAccess? {
        if let known = try self.feed(secretHash: feed.secretHash) { return known }
        guard let member = try member(feed.member) else { return nil }
        let open = try feeds(of: member.space).count { $0.feed.member == member.id && $0.isOpen(at: host.now()) }
        guard open < Limits.feedsPerMember else { return nil }
        try save(feed)
        try note(
            AuditEvent(.feedMade, by: actor, space: member.space, subject: feed.id, at: feed.created), hash: host.hash)
        return try self.feed(secretHash: feed.secretHash)
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
