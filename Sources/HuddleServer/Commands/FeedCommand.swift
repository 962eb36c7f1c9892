import ArgumentParser
import HuddleCore
import HuddleStore
import HuddleWire

struct FeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed", abstract: "List and revoke feeds: lists that whoever has their link reads.",
        subcommands: [FeedListCommand.self, FeedRevokeCommand.self])
}

struct FeedListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List a space's feeds that are still good.",
        discussion: """
            Examples:
              huddle-server feed list "Acme team"
              huddle-server feed list "Acme team" --all --json
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Flag(help: "Those that were revoked or have expired, too.")
    var all = false

    @Flag(help: "Print JSON: id, member, name, format, list, query, state, created, expires, revoked, fetched.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let directory = try environment.storage(try await data.openFolder().folder.path).directory()
        let now = environment.host.now()
        let rows = try directory.read { reader -> [FeedRow] in
            let feeds = try reader.feeds(of: try SpaceArgument(self.space).find(in: reader).id)
            return feeds.filter { all || $0.isOpen(at: now) }.map { FeedRow($0, at: now) }
        }
        if json { return environment.print(try JSONText.of(rows)) }
        if rows.isEmpty { return environment.say("There is no feed that is still good.") }
        let shortIDs = NamedChoice(rows.map { (id: RecordID($0.id) ?? RecordID(.zero), name: $0.name) }).shortIDs
        for (row, shortID) in zip(rows, shortIDs) { environment.print("\(shortID)  \(row.line)") }
    }
}

/// A feed on a list. The names are those of the JSON.
struct FeedRow: Encodable {
    let id: String
    let member: String
    let name: String
    let format: String
    let list: String
    let query: String
    let state: String
    let created: String
    let expires: String
    let revoked: String?
    let fetched: String?

    init(_ found: FeedAccess, at now: WallTime) {
        let feed = found.feed
        id = feed.id.text
        member = found.access.member.name
        name = feed.name
        format = feed.format
        list = feed.list
        query = feed.query
        state = found.ended != nil ? "revoked" : found.isOpen(at: now) ? "open" : "expired"
        created = feed.created.iso8601
        expires = feed.expires.iso8601
        revoked = found.ended?.iso8601
        fetched = feed.fetched?.iso8601
    }

    var line: String {
        let words = list + (query.isEmpty ? "" : "?" + query)
        return "\(member.visible)  \(name.isEmpty ? "" : name.visible + "  ")\(format.visible)  \(words.visible)  "
            + "(\(state), until \(expires), read \(fetched ?? "never"))"
    }
}

struct FeedRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take a feed back: its link opens nothing any more.",
        discussion: """
            Examples:
              huddle-server feed revoke "Acme team" fkmd
              huddle-server feed revoke "Acme team" "Plant calendar"
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The space, by its name or id.")
    var space: String

    @Argument(help: "The feed, by the letters in front of it on the list, or by its name.")
    var feed: String

    @Flag(help: "Print the feed as JSON.")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let host = environment.host
        let directory = try environment.storage(try await data.openFolder().folder.path).directory()
        let revoked = try directory.write { writer in
            let space = try SpaceArgument(self.space).find(in: writer)
            let found = try writer.openFeed(self.feed, of: space, at: host.now())
            return try writer.revoke(found, by: .console, host: host)
        }
        if json { environment.print(try JSONText.of(FeedRow(revoked, at: host.now()))) }
        environment.say("The feed of \(revoked.access.member.name.visible) is read by nobody any more.")
    }
}
