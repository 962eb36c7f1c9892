import ArgumentParser
import HuddleCore

/// What a team's server tells other programs.
struct WebhookGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Tell a chat or a program at once what happens: an action is given to somebody, a promise is made.",
        discussion: HelpText.discussion(
            """
            For admins. The team's server sends a signed message to an https address, and tries again until it is taken. \
            Texts of notes go there: name only places whose readers may read the team's log.

            What can happen:
            \(Happening.Kind.allCases.map { "  " + TextWidth.padded($0.rawValue, to: 18) + $0.purpose }.joined(separator: "\n"))
            """,
            examples: [
                "huddle webhook add https://hooks.slack.com/services/… --event promise.made",
                "huddle webhook deliveries",
            ]),
        subcommands: [
            WebhookListCommand.self, WebhookAdd.self, WebhookTest.self, WebhookDeliveries.self, WebhookRedeliver.self,
            WebhookPause.self, WebhookResume.self, WebhookRotate.self, WebhookRemove.self,
        ],
        defaultSubcommand: WebhookListCommand.self)
}
