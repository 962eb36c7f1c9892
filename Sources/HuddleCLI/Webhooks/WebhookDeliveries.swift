import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleWire

/// Lists what targets were told.
struct WebhookDeliveries: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "List what was sent, what waits, and what became of it. For admins.",
        discussion: HelpText.discussion(
            """
            What fails is tried again for \(Limits.webhookGiveUpHours / 24) days, \(Limits.webhookTries) times. Of a target's \
            answers the beginning is kept. A delivery keeps its id however often it is sent, so that the target can drop repeats.
            """,
            examples: [
                "huddle webhook deliveries",
                "huddle webhook deliveries \"Team chat\" --limit 100",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The webhook, by its name or id; without it those of all.")
    var webhook: String?

    @Option(help: ArgumentHelp("At most so many, the latest first, or all. (default: 20)", valueName: "number"))
    var limit: String?

    private static let usualLimit = 20

    func run(in environment: CommandEnvironment) async throws {
        let most = try FilterOptions.limit(limit, otherwise: Self.usualLimit) ?? .max
        try await global.administer(in: environment) { service, _ in
            let all = try await service.toldDeliveries(of: webhook)
            let shown = all.prefix(most)
            if global.json {
                return try environment.printJSON { json in
                    json.array { json in for told in shown { json.write(told.delivery, to: told.webhook.name) } }
                }
            }
            guard !shown.isEmpty else { return environment.say("Nothing was sent yet.") }
            let shortIDs = all.choice.shortIDs
            var table = TextTable(
                ["id", "webhook", "event", "at", "state", "tries", "answer"], flexible: 6, expendable: [5, 1],
                limits: [1: 20])
            for (told, shortID) in zip(shown, shortIDs) {
                let delivery = told.delivery
                table.add([
                    TextTable.Cell(shortID, .bold), TextTable.Cell(told.webhook.name.visible),
                    TextTable.Cell(delivery.kind.visible),
                    TextTable.Cell(environment.calendar.text(of: delivery.tried ?? delivery.created), .dim),
                    TextTable.Cell(delivery.stateText(environment.calendar)),
                    TextTable.Cell("\(delivery.tries)", isNumber: true), TextTable.Cell(delivery.answerText),
                ])
            }
            try environment.output.write(table.text(columns: environment.output.columns, style: environment.style))
        }
    }
}

/// Sends something once more.
struct WebhookRedeliver: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "redeliver",
        abstract: "Send something once more, under the id that it had. For admins.",
        discussion: HelpText.discussion(
            "What the note says now is sent; where it was deleted, nothing is.",
            examples: [
                "huddle webhook redeliver fkmd",
                "huddle webhook redeliver fkmd --json",
            ]))

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The delivery, by its id.")
    var delivery: String

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let all = try await service.toldDeliveries(of: nil)
            let found = all[try all.choice.find(delivery)]
            let request = DeliveryRequest(delivery: found.delivery.id)
            try await service.deliver(request, to: found.webhook, in: environment, asJSON: global.json)
        }
    }
}

/// Sends something that nothing happened for.
struct WebhookTest: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a test now, and say what became of it. For admins.",
        discussion: HelpText.discussion(
            "It is sent once, also to a target that is paused. No note's text goes along.",
            examples: [
                "huddle webhook test \"Team chat\"",
                "huddle webhook test fkmd --json",
            ]))

    @OptionGroup var global: GlobalOptions

    @OptionGroup var named: NamedWebhook

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let found = try await service.webhook(named: named.webhook)
            try await service.deliver(DeliveryRequest(), to: found, in: environment, asJSON: global.json)
        }
    }
}

extension DeliveryInfo {
    fileprivate func stateText(_ calendar: LocalCalendar) -> String {
        switch state {
        case "waiting": tries == 0 ? "waits" : "failed, next try " + (due.map { calendar.text(of: $0) } ?? "soon")
        case "delivered": "delivered"
        case "given_up": "given up"
        case "withdrawn": "not sent: the note was deleted"
        default: state.visible
        }
    }

    fileprivate var answerText: String {
        guard state == "delivered" else { return (detail ?? "").visible }
        return [status.map { "\($0)" }, detail?.visible].compactMap { $0 }.joined(separator: " ")
    }
}
