package import HuddleCore
import HuddleFormats
package import HuddleStore
package import HuddleWire

/// A space's feeds: what members make and take back, and what whoever has a link reads.
///
/// Every call blocks: make it on one of the `Workers`.
package struct Feeds: Sendable {
    /// How often a feed is worth asking for.
    static let refreshHours = 1
    /// The same for every link that opens nothing, so that nobody learns whether it ever did.
    static let unknown = Problem(.notFound, "there is no such feed")

    private let administration: Administration
    private let directory: any DirectoryStore
    private let spaces: Spaces
    private let host: Host

    package init(administration: Administration, directory: any DirectoryStore, spaces: Spaces, host: Host) {
        self.administration = administration
        self.directory = directory
        self.spaces = spaces
        self.host = host
    }

    /// A member's own; an admin sees everybody's.
    package func list(_ call: Administration.Call) throws -> FeedList {
        try administration.read(call) { reader, access in
            let shown =
                try access.member.role.mayManage
                ? reader.feeds(of: access.space.id) : reader.feeds(ofMember: access.member.id)
            return FeedList(feeds: shown.map { FeedInfo($0) })
        }
    }

    /// Asking again for the same secret gives the same feed, because an answer can get lost.
    package func make(_ request: FeedRequest, _ call: Administration.Call) throws -> FeedInfo {
        let now = host.now()
        let feed = Feed(
            secretHash: request.secretHash, member: call.access.member.id, device: call.access.device.id,
            name: request.name.trimmed, format: request.format, list: request.list, query: request.query, created: now,
            expires: WallTime(
                milliseconds: now.milliseconds + Int64(request.days ?? Limits.feedDays) * 86_400_000))
        try check(FeedAccess(feed: feed, access: call.access), at: now)
        return try administration.write(call, isAboutRights: false) { writer in
            let made: FeedAccess
            do {
                made = try writer.make(feed, by: call.actor, host: host)
            } catch let limit as FeedLimit {
                throw Problem(.limitReached, limit.description)
            }
            guard made.feed.member == feed.member else {
                throw Problem(.malformed, "there is another feed with this secret's hash")
            }
            return FeedInfo(made)
        }
    }

    package func revoke(_ id: RecordID?, _ call: Administration.Call) throws -> FeedInfo {
        try administration.write(call, owned: id.map { .feed($0) }, isAboutRights: false) { writer in
            guard let found = try id.flatMap({ try writer.feed($0, in: call.access.space.id) }) else {
                throw Problem(.notFound, "this space has no such feed")
            }
            return FeedInfo(try writer.revoke(found, by: call.actor, host: host))
        }
    }

    /// The feed that a link opens.
    ///
    /// - Throws: `unknown`, whatever it is that does not open it.
    func open(_ secretHash: [UInt8], ending: String) throws -> FeedAccess {
        let found = try directory.read { try $0.feed(secretHash: secretHash) }
        guard let found, found.isOpen(at: host.now()), let format = FeedFormat(rawValue: found.feed.format),
            format.fileExtension == ending
        else { throw Self.unknown }
        return found
    }

    /// What a feed has to say now; nil where the caller has it.
    func export(
        _ found: FeedAccess, isPacked: Bool, unlessKnown: (FeedTag) -> Bool
    ) throws -> (tag: FeedTag, export: RunningExport?) {
        let now = host.now()
        let answer = try spaces.read(found.access.space.id) { reader in
            let tag = FeedTag(found, try reader.state(), LocalCalendar.utc.day(of: now), host.hash)
            return (tag, unlessKnown(tag) ? nil : try running(found, in: reader, at: now, isPacked: isPacked))
        }
        noteFetch(of: found.feed, at: now)
        return answer
    }

    func read(_ found: FeedAccess, _ body: (any EntryReader) throws -> [ListedEntry]) throws -> [ListedEntry] {
        try spaces.read(found.access.space.id) { try body($0) }
    }

    private func running(
        _ found: FeedAccess, in reader: any SpaceReader, at now: WallTime, isPacked: Bool = false
    ) throws -> RunningExport {
        let query = try FeedQuery(found.feed)
        let list = try LogList(
            of: query.list, query.words, meeting: nil, of: found.access.space, me: found.access.member.name, at: now,
            in: reader)
        let form = RunningExport.Form(
            group: nil, sort: ExportSort("-changed"), limit: min(query.limit ?? .max, Limits.feedEntries),
            hasHeadings: false, isPacked: isPacked)
        return try RunningExport(list, form, newest: Limits.feedEntries, at: now) { latest in
            query.format.makeWriter(
                FeedFacts(
                    id: found.feed.id, name: found.feed.name, updated: latest ?? found.feed.created,
                    refreshHours: Self.refreshHours))
        }
    }

    /// What cannot be read is refused now, and not when a calendar asks for it.
    private func check(_ found: FeedAccess, at now: WallTime) throws {
        _ = try FeedQuery(found.feed)
        _ = try spaces.read(found.access.space.id) { try running(found, in: $0, at: now) }
    }

    /// Now and then, as with calls of devices. What is lost here is a time of day on a list.
    private func noteFetch(of feed: Feed, at now: WallTime) {
        if let last = feed.fetched, now.milliseconds - last.milliseconds < Limits.lastSeenSeconds * 1000 { return }
        try? directory.write { writer in
            guard var current = try writer.feed(secretHash: feed.secretHash)?.feed else { return }
            current.fetched = now
            try writer.save(current)
        }
    }
}

extension FeedInfo {
    package init(_ found: FeedAccess) {
        let feed = found.feed
        self.init(
            id: feed.id, member: feed.member, memberName: found.access.member.name, name: feed.name,
            format: feed.format, list: feed.list, query: feed.query, created: feed.created, expires: feed.expires,
            revoked: found.ended, fetched: feed.fetched)
    }
}
