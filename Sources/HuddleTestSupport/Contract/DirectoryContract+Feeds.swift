import HuddleCore
import HuddleStore

extension DirectoryContract {
    static let feedCases: [Case] = [
        Case("keeps feeds with those on whose rights they hang, and finds them by their secret's hash") { bench in
            let (space, other) = (try bench.makeSpace(), try bench.makeSpace("Another team"))
            let (maria, jo) = (try bench.device(in: space), try bench.device("Jo", in: space))
            let elsewhere = try bench.device(in: other)
            let feeds = try [maria, jo, elsewhere].map { try bench.make(bench.feed(of: $0)) }
            try bench.directory.read { reader in
                try requireEqual(try reader.feeds(of: space.id), Array(feeds[..<2]), "a space's feeds")
                for feed in feeds {
                    try requireEqual(try reader.feed(secretHash: feed.feed.secretHash), feed, "a feed")
                }
                try requireEqual(try reader.feed(secretHash: [UInt8](repeating: 0, count: 32)), nil, "an unknown one")
            }
            var read = feeds[0].feed
            read.fetched = bench.host.now()
            try bench.directory.write { try $0.save(read) }
            try requireEqual(
                try bench.directory.read { try $0.feed(secretHash: read.secretHash)?.feed.fetched }, read.fetched,
                "when it was read")
        },
        Case("makes a feed once, takes it back once, and notes both") { bench in
            let space = try bench.makeSpace()
            let maria = try bench.device(in: space)
            let feed = bench.feed(of: maria)
            let made = try bench.make(feed)
            try requireEqual(try bench.make(feed), made, "asking again")
            for _ in 0..<2 {
                _ = try bench.directory.write { writer in
                    let found = try writer.feed(secretHash: feed.secretHash).orViolation("it is there")
                    return try writer.revoke(found, by: .console, host: bench.host)
                }
            }
            try requireEqual(
                try bench.actions.filter { $0 == .feedMade || $0 == .feedRevoked }, [.feedMade, .feedRevoked], "actions"
            )
        },
        Case("finds a feed by its id, forgets it a while after its end, and makes no more than so many a day") {
            bench in
            let (space, other) = (try bench.makeSpace(), try bench.makeSpace("Another team"))
            let (maria, jo) = (try bench.device(in: space), try bench.device("Jo", in: space))
            var feeds: [FeedAccess] = []
            for _ in 0..<Limits.feedsMadePerDay {
                feeds.append(try bench.make(bench.feed(of: maria)))
                _ = try bench.directory.write { try $0.revoke(feeds[feeds.count - 1], by: .console, host: bench.host) }
            }
            let kept = try bench.make(bench.feed(of: jo))
            do {
                _ = try bench.make(bench.feed(of: maria))
                throw ContractViolation(description: "one feed more was made than a member may make in a day")
            } catch FeedLimit.madeToday {}
            try bench.directory.read { reader in
                try requireEqual(try reader.feed(kept.feed.id, in: space.id), kept, "by its id")
                try requireEqual(try reader.feed(kept.feed.id, in: other.id), nil, "in another space")
                try requireEqual(try reader.feed(bench.host.newRecordID(), in: space.id), nil, "an unknown one")
                try requireEqual(try reader.feeds(ofMember: jo.member.id), [kept], "a member's")
            }
            bench.machine.advance(milliseconds: 43_200_000)
            try bench.directory.write { try $0.removeFeeds(endedBefore: bench.host.now()) }
            try requireEqual(
                try bench.directory.read { try $0.feeds(of: space.id) }.map(\.feed.id), [kept.feed.id], "what is left")
            bench.machine.advance(milliseconds: 43_200_000)
            _ = try bench.make(bench.feed(of: maria))
        },
        Case("says whether a feed is read: until it expires, is revoked, or one on whom it hangs goes") { bench in
            let space = try bench.makeSpace()
            func isOpen(_ feed: FeedAccess) throws -> Bool {
                let found = try bench.directory.read { try $0.feed(secretHash: feed.feed.secretHash) }
                return try found.orViolation("it is there").isOpen(at: bench.host.now())
            }
            for end in 0..<4 {
                let access = try bench.device("Member \(end)", in: space)
                let feed = try bench.make(bench.feed(of: access))
                try requireEqual(try isOpen(feed), true, "a new feed is read")
                try bench.directory.write { writer in
                    switch end {
                    case 0: _ = try writer.revoke(feed, by: .console, host: bench.host)
                    case 1: _ = try writer.revoke(access.device, in: space.id, host: bench.host)
                    case 2: _ = try writer.remove(access.member, by: .console, host: bench.host)
                    default: bench.machine.advance(milliseconds: 86_400_000)
                    }
                }
                try requireEqual(try isOpen(feed), false, "end \(end)")
            }
            let access = try bench.device(in: space)
            let feed = try bench.make(bench.feed(of: access))
            let archived = try bench.directory.write { try $0.archive(space, host: bench.host) }
            try requireEqual(try isOpen(feed), true, "an archived space is read")
            _ = try bench.directory.write { try $0.delete(archived, host: bench.host) }
            try requireEqual(try isOpen(feed), false, "a deleted one is not")
        },
    ]
}

extension DirectoryContract.Workbench {
    /// A feed that is read for a day.
    fileprivate func feed(of access: Access) -> Feed {
        Feed(
            secretHash: host.randomBytes(32), member: access.member.id, device: access.device.id, name: "Line 4",
            format: "ics", list: "actions", query: "owner=me", created: host.now(),
            expires: WallTime(milliseconds: host.now().milliseconds + 86_400_000))
    }

    fileprivate func make(_ feed: Feed) throws -> FeedAccess {
        machine.advance(milliseconds: 1)
        return try directory.write { try $0.make(feed, by: .console, host: host) }
    }
}
