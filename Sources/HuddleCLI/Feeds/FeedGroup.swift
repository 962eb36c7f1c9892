import ArgumentParser
import HuddleCore

/// Lists that are read by whoever has their link.
struct FeedGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed",
        abstract: "Make, list and revoke links to lists for calendars and feed readers.",
        discussion: HelpText.discussion(
            """
            A feed's link needs no account: whoever has it reads the list as it is at that moment, and changes nothing. It ends by \
            itself, and with your membership and the device that made it.
            """,
            examples: [
                "huddle feed create --format ics --owner me",
                "huddle feed revoke fkmd",
            ]),
        subcommands: [FeedCreate.self, FeedListCommand.self, FeedRevoke.self],
        defaultSubcommand: FeedListCommand.self)
}
