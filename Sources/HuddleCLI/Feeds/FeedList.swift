import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire

/// Lists feeds.
struct FeedListCommand: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List your links that are still good; admins see the whole team's.",
        discussion: HelpText.discussion(
            "The JSON has those that were revoked or have expired, too. Nobody can see a link again.",
            examples: [
                "huddle feed list",
                "huddle feed list --json",
            ]))

    /// A feed is known by its name: it is shown whole before whose it is.
    private static let nameColumns = 40

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let feeds = try await service.feeds().feeds
            let now = environment.host.now()
            if global.json {
                return try environment.printJSON { json in
                    json.array { json in
                        for feed in feeds { json.write(feed, at: now) }
                    }
                }
            }
            let open = feeds.filter { $0.state(at: now) == .open }
            guard !open.isEmpty else {
                return environment.say("There is no feed: `huddle feed create --format ics --owner me` makes one.")
            }
            var table = TextTable(
                ["id", "feed", "format", "of", "until", "last read"], flexible: 1, expendable: [5, 3],
                wanted: Self.nameColumns)
            for (feed, shortID) in zip(open, Choice(open).shortIDs) {
                table.add([
                    TextTable.Cell(shortID, .bold), TextTable.Cell(feed.title.visible),
                    TextTable.Cell(feed.format.visible), TextTable.Cell(feed.memberName.visible),
                    TextTable.Cell(environment.calendar.day(of: feed.expires).text, .dim),
                    TextTable.Cell(feed.fetched.map { environment.calendar.text(of: $0) } ?? "never", .dim),
                ])
            }
            try environment.output.write(table.text(columns: environment.output.columns, style: environment.style))
        }
    }
}

/// Takes a feed back.
struct FeedRevoke: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take a feed back: yours, anybody's if you are an admin.",
        discussion: HelpText.discussion(
            "Its link opens nothing any more from the next call on. What was read before stays where it is.",
            examples: [
                "huddle feed revoke fkmd",
                "huddle feed revoke \"Acme's promises\"",
            ]))

    @OptionGroup var global: GlobalOptions

    var printing: Printing { .confirmation }

    @Argument(help: "The feed, by its id or name.")
    var feed: String

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let now = environment.host.now()
            let open = try await service.feeds().feeds.filter { $0.state(at: now) == .open }
            let revoked = try await service.revokeFeed(open[try Choice(open).find(feed)].id)
            if global.json { return try environment.printJSON { $0.write(revoked, at: now) } }
            try environment.output.line("The link to \(revoked.title.visible) opens nothing any more.")
        }
    }
}

extension Choice {
    fileprivate init(_ feeds: [FeedInfo]) {
        self.init(feeds.map { (id: $0.id, name: $0.title) }, "feed", "feed list")
    }
}
