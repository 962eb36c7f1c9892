import HuddleCore
import HuddleStore

extension DirectoryContract {
    private static func webhook(
        _ bench: Workbench, in space: SpaceListing, _ name: String = "chat"
    ) throws -> Webhook {
        Webhook(
            id: bench.host.newRecordID(), space: space.id, name: name, url: "https://hooks.example.com/x",
            kinds: [.actionAssigned, .meetingClosed], form: .slack, template: nil, created: bench.host.now(),
            creator: bench.host.newRecordID(), secret: bench.host.randomBytes(32), position: .start)
    }

    private static func delivery(
        _ bench: Workbench, to webhook: Webhook, due: Int64 = 0, isTest: Bool = false
    ) -> WebhookDelivery {
        let id = bench.host.newRecordID()
        let source = WebhookDelivery.Source(change: ChangeID(id.digest), kind: .promiseMade, subject: id)
        return WebhookDelivery(
            id: id, webhook: webhook.id, source: isTest ? nil : source, created: bench.host.now(),
            due: WallTime(milliseconds: bench.host.now().milliseconds + due))
    }

    static let webhookCases = [
        Case("keeps webhooks and deliveries as they were written") { bench in
            let (space, other) = (try bench.makeSpace(), try bench.makeSpace("b"))
            var webhook = Webhook(
                id: bench.host.newRecordID(), space: space.id, name: "Zoë \u{1F525}", url: "https://example.com/",
                kinds: Set(Happening.Kind.allCases), form: .template, template: "{}", created: bench.host.now(),
                creator: bench.host.newRecordID(), secret: bench.host.randomBytes(32),
                position: Cursor(seq: 7, chain: Digest128(high: 1, low: 2)))
            var delivery = delivery(bench, to: webhook)
            let test = Self.delivery(bench, to: webhook, due: 5, isTest: true)
            for round in 1...2 {
                try bench.directory.write { writer in
                    try writer.save(webhook)
                    try writer.save(delivery)
                    try writer.save(test)
                }
                try bench.directory.read { reader in
                    try requireEqual(try reader.webhook(webhook.id), webhook, "webhook, round \(round)")
                    try requireEqual(try reader.webhooks(of: space.id), [webhook], "webhooks")
                    try requireEqual(try reader.webhooks(of: other.id), [], "webhooks of another space")
                    try requireEqual(try reader.webhook(bench.host.newRecordID()), nil, "one that is not there")
                    try requireEqual(try reader.delivery(delivery.id), delivery, "delivery")
                    try requireEqual(
                        Set(try reader.deliveries(of: webhook.id, limit: 9)), [delivery, test], "deliveries")
                    try requireEqual(try reader.deliveries(of: webhook.id, limit: 1).count, 1, "one of them")
                }
                webhook.former = Webhook.FormerSecret(secret: webhook.secret, until: bench.host.now())
                webhook.secret = bench.host.randomBytes(32)
                webhook.position = Cursor(seq: 9, chain: Digest128(high: 3, low: 4))
                webhook.state = Webhook.State(
                    paused: bench.host.now(), disabled: .last, failing: bench.host.now(), reason: "answered 500")
                delivery.state = .givenUp
                delivery.tries = 12
                delivery.lastTry = bench.host.now()
                delivery.status = 500
                delivery.detail = "oops"
            }
        },
        Case("says what is due, the longest first, and passes over what is paused, disabled or deleted") { bench in
            let space = try bench.makeSpace()
            let webhooks = try ["a", "b", "c"].map { try webhook(bench, in: space, $0) }
            let due = [30, 10, 20].map { Int64($0) }
            try bench.directory.write { writer in
                for (webhook, wait) in zip(webhooks, due) {
                    try writer.save(webhook)
                    try writer.save(delivery(bench, to: webhook, due: wait))
                    try writer.save(delivery(bench, to: webhook, due: wait + 1))
                }
            }
            func isDue() throws -> [RecordID] { try bench.directory.read { try $0.webhooksDue(at: bench.host.now()) } }
            try requireEqual(try isDue(), [], "before")
            bench.machine.advance(milliseconds: 25)
            try requireEqual(try isDue(), [webhooks[1].id, webhooks[2].id], "in between")
            bench.machine.advance(milliseconds: 25)
            try requireEqual(try isDue(), [webhooks[1].id, webhooks[2].id, webhooks[0].id], "after")
            try bench.directory.write { writer in
                _ = try writer.pause(webhooks[1], by: .console, host: bench.host)
                var gone = webhooks[2]
                gone.state.disabled = bench.host.now()
                try writer.save(gone)
                try writer.save(delivery(bench, to: gone, isTest: true))
            }
            try requireEqual(Set(try isDue()), [webhooks[2].id, webhooks[0].id], "a test of what is disabled")
            let test = try bench.directory.read { try $0.dueDelivery(of: webhooks[2].id, at: bench.host.now()) }
            try requireEqual(test?.source, nil, "and that alone")
            try requireEqual(try bench.directory.read { try $0.activeWebhooks() }.map(\.id), [webhooks[0].id], "active")
            try bench.directory.write { _ = try $0.delete(space, host: bench.host) }
            try requireEqual(try isDue(), [], "of a deleted space")
            try requireEqual(try bench.directory.read { try $0.activeWebhooks() }, [], "active in a deleted space")
        },
        Case("puts off what waits, and forgets what is over but for the latest") { bench in
            let webhook = try webhook(bench, in: try bench.makeSpace())
            try bench.directory.write { writer in
                try writer.save(webhook)
                for number in 0..<6 {
                    bench.machine.advance(milliseconds: 1)
                    var delivery = delivery(bench, to: webhook)
                    if number < 5 { delivery.state = .delivered }
                    try writer.save(delivery)
                }
                try writer.forgetDeliveries(of: webhook.id, keeping: 2)
                try writer.postpone(webhook: webhook.id, until: .last)
            }
            try bench.directory.read { reader in
                let kept = try reader.deliveries(of: webhook.id, limit: 10)
                try requireEqual(kept.map(\.state), [.waiting, .delivered, .delivered], "kept")
                try requireEqual(kept.first?.due, .last, "when")
                try requireEqual(try reader.waitingDeliveries(of: webhook.id), 1, "waiting")
            }
        },
        Case("writes every deed with a webhook into the audit log, and takes all of it away") { bench in
            let space = try bench.makeSpace()
            var webhook = try webhook(bench, in: space)
            let first = webhook.secret
            try bench.directory.write { writer in
                let host = bench.host
                try writer.add(webhook, by: .console, host: host)
                webhook = try writer.pause(webhook, by: .console, host: host)
                webhook = try writer.pause(webhook, by: .console, host: host)
                webhook = try writer.resume(webhook, by: .console, host: host)
                webhook = try writer.rotate(webhook, to: [1, 2, 3], by: .console, host: host)
                try writer.save(delivery(bench, to: webhook))
            }
            try requireEqual(webhook.secrets(at: bench.host.now()), [[1, 2, 3], first], "both sign")
            let later = WallTime(
                milliseconds: bench.host.now().milliseconds + Limits.webhookRotationHours * 3_600_000)
            try requireEqual(webhook.secrets(at: later), [[1, 2, 3]], "one signs")
            let end = Cursor(seq: 5, chain: .zero)
            webhook = try bench.directory.write {
                try $0.resume(webhook, skippingTo: end, by: .console, host: bench.host)
            }
            try requireEqual(webhook.position, end, "where it goes on")
            try requireEqual(try bench.directory.read { try $0.waitingDeliveries(of: webhook.id) }, 0, "passed over")
            try bench.directory.write { try $0.remove(webhook, by: .console, host: bench.host) }
            try requireEqual(
                try bench.actions,
                [
                    .spaceCreated, .webhookAdded, .webhookChanged, .webhookChanged, .webhookChanged, .webhookChanged,
                    .webhookRemoved,
                ],
                "actions")
            try requireEqual(try bench.directory.read { try $0.deliveries(of: webhook.id, limit: 9) }, [], "deliveries")
            try requireEqual(try bench.directory.read { try $0.integrityFaults() }, [], "faults")
        },
        Case("takes webhooks away with the log of a deleted space") { bench in
            let space = try bench.makeSpace()
            let webhook = try webhook(bench, in: space)
            try bench.directory.write { writer in
                try writer.save(webhook)
                try writer.save(delivery(bench, to: webhook))
                _ = try writer.notePurged(try writer.delete(space, host: bench.host), host: bench.host)
            }
            try requireEqual(try bench.directory.read { try $0.webhook(webhook.id) }, nil, "the webhook")
        },
        Case("disables a target that is gone, and says so in the audit log") { bench in
            let webhook = try webhook(bench, in: try bench.makeSpace())
            let delivery = delivery(bench, to: webhook)
            try bench.directory.write { writer in
                try writer.save(webhook)
                try writer.save(delivery)
                let gone = DeliveryOutcome.answered(status: 410, excerpt: "", retryAfterSeconds: nil)
                _ = try writer.note(gone, of: delivery.id, host: bench.host)
            }
            try requireEqual(try bench.actions.last, .webhookDisabled, "the last action")
            try requireEqual(try bench.directory.read { try $0.activeWebhooks() }, [], "active")
        },
    ]
}
