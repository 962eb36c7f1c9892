package import HuddleCore
import HuddleFormats
package import HuddleStore

/// What webhooks are to be told: read from the logs into the directory, and from there into messages.
///
/// A log is the outbox. A webhook's place in it is moved on in the transaction that stores what was found up to there, so a server that
/// is killed at any instruction goes on where it was. A try is noted after the target has answered: killed in between, the same
/// delivery is sent once more, under the same id.
///
/// Every call blocks: make it on one of the `Workers`.
package struct WebhookQueue: Sendable {
    private let directory: any DirectoryStore
    private let spaces: Spaces
    private let host: Host

    package init(directory: any DirectoryStore, spaces: Spaces, host: Host) {
        self.directory = directory
        self.spaces = spaces
        self.host = host
    }

    /// The spaces with a webhook that is told something.
    package func watched() throws -> Set<RecordID> {
        Set(try directory.read { try $0.activeWebhooks() }.map(\.space))
    }

    /// Reads on in the logs of `spaces` for each of their webhooks.
    ///
    /// - Parameter onFailure: Told why a webhook was passed over this time. One log that cannot be read does not hold up the others.
    /// - Returns: The spaces whose logs have more than was looked at.
    package func gather(
        in spaces: Set<RecordID>, onFailure: (RecordID, any Error) -> Void
    ) throws -> Set<RecordID> {
        guard !spaces.isEmpty else { return [] }
        var unfinished = Set<RecordID>()
        for webhook in try directory.read({ try $0.activeWebhooks() }) where spaces.contains(webhook.space) {
            do {
                if try gather(webhook) { unfinished.insert(webhook.space) }
            } catch {
                unfinished.insert(webhook.space)
                onFailure(webhook.id, error)
            }
        }
        return unfinished
    }

    /// Page by page, so that a long log does not hold up the other webhooks.
    ///
    /// - Returns: Whether there is more.
    private func gather(_ webhook: Webhook) throws -> Bool {
        var webhook = webhook
        for _ in 0..<Self.pagesAtOnce {
            switch try gatherPage(webhook) {
            case .end: return false
            case .full: return true
            case .more(let position): webhook.position = position
            }
        }
        return true
    }

    private static let pagesAtOnce = 20

    private enum Gathered {
        case more(Cursor)
        case end
        /// So much waits for the webhook that the rest stays in the log.
        case full
    }

    private func gatherPage(_ webhook: Webhook) throws -> Gathered {
        let waiting = try directory.read { try $0.waitingDeliveries(of: webhook.id) }
        guard waiting < Limits.webhookQueue else { return .full }
        let page = try spaces.read(webhook.space) { reader in
            let log = LogHappenings(reader, hash: host.hash)
            return try log.page(after: try log.start(from: webhook.position))
        }
        guard page.end != webhook.position else { return .end }
        try directory.write { writer in
            // Somebody may have paused or removed it meanwhile, or passed over what is here.
            guard var current = try writer.webhook(webhook.id), current.position == webhook.position, current.isActive
            else { return }
            let wanted = page.found.filter { webhook.kinds.contains($0.happening.kind) }
            for (place, (change, happening)) in wanted.enumerated() {
                let source = WebhookDelivery.Source(change: change, kind: happening.kind, subject: happening.subject)
                let delivery = WebhookDelivery(source, to: webhook.id, at: host.now(), place: place, hash: host.hash)
                if try writer.delivery(delivery.id) == nil { try writer.save(delivery) }
            }
            current.position = page.end
            try writer.save(current)
        }
        return page.hasMore ? .more(page.end) : .end
    }

    /// The webhooks that have something to be sent now, the longest due first.
    package func due() throws -> [RecordID] {
        try directory.read { try $0.webhooksDue(at: host.now()) }
    }

    /// What is to be sent next to this webhook, nil for nothing.
    package func next(to webhook: RecordID) throws -> WebhookErrand? {
        let now = host.now()
        let found = try directory.read { reader -> (Webhook, WebhookDelivery, SpaceListing)? in
            guard let delivery = try reader.dueDelivery(of: webhook, at: now),
                let webhook = try reader.webhook(webhook),
                let space = try reader.space(webhook.space)
            else { return nil }
            return (webhook, delivery, space)
        }
        guard let (webhook, delivery, space) = found else { return nil }
        return WebhookErrand(delivery: delivery.id, webhook: webhook, step: try step(delivery, webhook, space, now))
    }

    /// Stores what a try came to.
    package func note(_ outcome: DeliveryOutcome, of errand: WebhookErrand) throws -> WebhookDelivery? {
        try directory.write { try $0.note(outcome, of: errand.delivery, host: host) }
    }

    private func step(
        _ delivery: WebhookDelivery, _ webhook: Webhook, _ space: SpaceListing, _ now: WallTime
    ) throws -> WebhookErrand.Step {
        var facts: HappeningFacts? = FactsReader.trial(delivery, in: space)
        if let source = delivery.source {
            facts = try spaces.read(webhook.space) { reader in
                try FactsReader(reader, hash: host.hash).facts(for: delivery, source, in: space)
            }
        }
        guard let facts else { return .over(.withdrawn) }
        do {
            let body = try WebhookBody(webhook.form, template: webhook.template).bytes(of: facts)
            let headers = WebhookSignature.headers(
                id: delivery.id.text, at: now, body: body, secrets: webhook.secrets(at: now))
            return .post(WebhookMessage(headers: headers, body: body), to: try WebhookTarget(webhook.url))
        } catch let error as WebhookBodyError {
            return .over(.refused(error.description))
        } catch let error as TemplateError {
            return .over(.refused("the template: \(error.description)"))
        } catch let fault as WebhookTarget.Fault {
            return .over(.refused(fault.description))
        }
    }
}

/// One try that is to be made.
package struct WebhookErrand: Sendable {
    package enum Step: Sendable {
        case post(WebhookMessage, to: WebhookTarget)
        /// There is nothing to send.
        case over(DeliveryOutcome)
    }

    package let delivery: RecordID
    package let webhook: Webhook
    package let step: Step
}

/// What is sent, signed.
package struct WebhookMessage: Sendable {
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    package init(headers: [(name: String, value: String)], body: [UInt8]) {
        self.headers = headers
        self.body = body
    }
}
