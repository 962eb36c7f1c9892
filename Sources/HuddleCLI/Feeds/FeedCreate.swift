import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire

/// Makes a link that a calendar or a feed reader reads a list from.
struct FeedCreate: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a link that a calendar or a feed reader reads a list from.",
        discussion: HelpText.discussion(
            """
            Formats: ics has entries as tasks; events has their due dates as events of whole days, for calendars that show no \
            tasks, such as Google's and Outlook's; atom and json are for feed readers and chats.
            The list is of open actions unless another one, --kind or --status is given, as in `huddle export`. Words such as \
            `--due-before +7d` go along with the days. The link is shown this one time: whoever has it reads the list.
            """,
            examples: [
                "huddle feed create --format events --owner me",
                "huddle feed create promises --format atom --customer Acme --name \"Acme's promises\" --expires 30d",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "What the list is of: actions, entries or promises.")
    var list = ListSubject.actions.rawValue

    @Option(help: "\(FeedFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: String

    @Option(help: ArgumentHelp("What calendars and lists call it.", valueName: "name"))
    var name: TypedText?

    @Option(
        help: ArgumentHelp(
            "How long it is read, or until when: 30d, 12w, 2027-01-31; \(Limits.feedDaysMost)d at most.",
            valueName: "time"))
    var expires = "\(Limits.feedDays)d"

    @OptionGroup(title: "Which ones") var options: FilterOptions

    func run(in environment: CommandEnvironment) async throws {
        let chosen = try UsageError.reading { () throws(WordError) in try FeedFormat(word: format) }
        let request = try request(chosen, in: environment)
        try await global.administer(in: environment) { service, access in
            let secret = environment.host.randomBytes(Limits.tokenBytes)
            var request = request
            request.secretHash = TokenHash.of(secret)
            let feed = try await service.makeFeed(request)
            let link = FeedLink(server: access.url, secret: secret, ending: chosen.fileExtension).text
            let now = environment.host.now()
            if global.json { return try environment.printJSON { $0.write(feed, at: now, link: link) } }
            try environment.output.line(link)
            environment.say(
                "Whoever has this link reads the list until \(environment.calendar.day(of: feed.expires).text), without an "
                    + "account. It is not shown again; `huddle feed revoke` takes it back.")
        }
    }

    /// Everything but the secret, which is drawn when there is a server to send its hash to.
    private func request(_ format: FeedFormat, in environment: CommandEnvironment) throws -> FeedRequest {
        let subject = try UsageError.reading { () throws(WordError) in try ListSubject(feed: list) }
        let options = try options.withSaved(try global.home(in: environment))
        let log = try global.log(in: environment)
        _ = try options.limit(otherwise: nil)
        let filter = try options.filter(log, environment, of: subject)
        var words = try options.typed().settled(filter, environment.calendar, isRolling: true)
        // The server knows meetings by whole ids, and nothing of the numbers of a list on a terminal.
        if let meeting = filter.meeting { words.set(.meeting, [meeting.text]) }
        return FeedRequest(
            secretHash: [], name: name.text?.trimmed ?? "", format: format.rawValue, list: subject.rawValue,
            query: QueryText.encode(words.words.map { QueryText.Pair($0.name.rawValue, $0.value) }),
            days: try FeedDays.read(expires, today: environment.today))
    }
}

/// How long a feed is read, as people type it.
enum FeedDays {
    /// - Throws: `UsageError.badExpiry`.
    static func read(_ text: String, today: CivilDate) throws(UsageError) -> Int {
        let word = text.trimmed.lowercased()
        let date = DateWords.date(word.first?.isNumber == true && !word.contains("-") ? "+" + word : word, today: today)
        guard let days = date.map({ $0.daysSince1970 - today.daysSince1970 }), (1...Limits.feedDaysMost).contains(days)
        else { throw .badExpiry(text) }
        return days
    }
}
