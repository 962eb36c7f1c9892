import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleWire

/// Lists targets.
struct WebhookListCommand: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List who is told what, and whether it is taken. For admins.",
        discussion: HelpText.discussion(
            """
            Of an address the host is shown: the rest is often a secret. A target that has taken nothing for \
            \(Limits.webhookDisableHours / 24) days is told nothing more until it is resumed.
            """,
            examples: [
                "huddle webhook list",
                "huddle webhook list --json",
            ]))

    @OptionGroup var global: GlobalOptions

    func run(in environment: CommandEnvironment) async throws {
        try await global.administer(in: environment) { service, _ in
            let webhooks = try await service.webhooks().webhooks
            if global.json {
                return try environment.printJSON { json in
                    json.array { json in for webhook in webhooks { json.write(webhook) } }
                }
            }
            guard !webhooks.isEmpty else {
                return environment.say("Nobody is told anything. `huddle webhook add URL` names a target.")
            }
            let shortIDs = Choice(webhooks.map { (id: $0.id, name: $0.name) }, "webhook", "webhook list").shortIDs
            var table = TextTable(
                ["id", "name", "target", "body", "events", "state", "waiting"], flexible: 5, expendable: [3, 4],
                limits: [1: 24, 2: 32, 4: 40])
            for (webhook, shortID) in zip(webhooks, shortIDs) {
                table.add([
                    TextTable.Cell(shortID, .bold), TextTable.Cell(webhook.name.visible),
                    TextTable.Cell(webhook.target.visible), TextTable.Cell(webhook.form.visible, .dim),
                    TextTable.Cell(webhook.kinds.map(\.visible).joined(separator: ", ")),
                    TextTable.Cell(webhook.stateText(environment.calendar)),
                    TextTable.Cell(webhook.waiting == 0 ? "" : "\(webhook.waiting)", isNumber: true),
                ])
            }
            try environment.output.write(table.text(columns: environment.output.columns, style: environment.style))
        }
    }
}

extension WebhookInfo {
    fileprivate func stateText(_ calendar: LocalCalendar) -> String {
        let why = reason.map { ": \($0.visible)" } ?? ""
        if let disabled { return "off since \(calendar.text(of: disabled))\(why)" }
        if let paused { return "paused since \(calendar.text(of: paused))" }
        if let failing { return "failing since \(calendar.text(of: failing))\(why)" }
        return "on"
    }
}
