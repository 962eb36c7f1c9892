import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleWire

/// A delivery, with the webhook that it is one of.
struct ToldDelivery: Sendable {
    let webhook: WebhookInfo
    let delivery: DeliveryInfo
}

extension [ToldDelivery] {
    /// What names one of them.
    var choice: Choice {
        Choice(map { (id: $0.delivery.id, name: $0.delivery.kind) }, "delivery", "webhook deliveries")
    }
}

extension WebhookKeeper {
    /// - Throws: `PeopleError`, where no or more than one webhook is meant.
    func webhook(named text: String) async throws -> WebhookInfo {
        let all = try await webhooks().webhooks
        let choice = Choice(all.map { (id: $0.id, name: $0.name) }, "webhook", "webhook list")
        return all[try choice.find(text)]
    }

    /// The latest first, of one webhook or of all.
    func toldDeliveries(of text: String?) async throws -> [ToldDelivery] {
        var all: [ToldDelivery] = []
        var chosen: [WebhookInfo] = []
        if let text { chosen = [try await webhook(named: text)] } else { chosen = try await webhooks().webhooks }
        for webhook in chosen {
            all += try await deliveries(of: webhook.id).deliveries.map { ToldDelivery(webhook: webhook, delivery: $0) }
        }
        return all.sorted { ($0.delivery.created, $0.delivery.id) > ($1.delivery.created, $1.delivery.id) }
    }

    /// Has something sent, waits for the first try, and says what became of it.
    ///
    /// - Throws: `WebhookError.notTaken`.
    func deliver(
        _ request: DeliveryRequest, to webhook: WebhookInfo, in environment: CommandEnvironment, asJSON: Bool
    ) async throws {
        var delivery = try await deliver(request, to: webhook.id)
        let pause = environment.network.pause
        let end = pause.now() + (Limits.webhookSeconds + 20) * 1000
        while delivery.tries == 0, delivery.state == "waiting", pause.now() < end {
            try await pause.sleep(250)
            guard let latest = try await deliveries(of: webhook.id).deliveries.first(where: { $0.id == delivery.id })
            else { break }
            delivery = latest
        }
        if asJSON {
            let done = delivery
            try environment.printJSON { $0.write(done, to: webhook.name) }
        }
        guard delivery.state == "delivered" else { throw WebhookError(delivery, to: webhook) }
        guard !asJSON else { return }
        let answer = delivery.detail.map { ": \($0.visible)" } ?? ""
        try environment.output.line(
            "\(webhook.target.visible) took it and answered \(delivery.status.map { "\($0)" } ?? "nothing")\(answer)")
    }
}

/// Why a target was not told, or cannot be.
enum WebhookError: Error, Hashable, Sendable {
    case badTemplate(file: String, TemplateError)
    case notTaken(target: String, detail: String)
    case stillWaiting(target: String)
    case withdrawn

    init(_ delivery: DeliveryInfo, to webhook: WebhookInfo) {
        switch delivery.state {
        case "withdrawn": self = .withdrawn
        case "waiting" where delivery.tries == 0: self = .stillWaiting(target: webhook.target)
        default: self = .notTaken(target: webhook.target, detail: delivery.detail ?? "no answer")
        }
    }
}

extension WebhookError: Reported {
    var exitCode: ExitCode {
        switch self {
        case .badTemplate: .badData
        case .notTaken, .stillWaiting, .withdrawn: .failure
        }
    }

    var description: String {
        switch self {
        case .badTemplate(let file, let error):
            "\(file.visible), \(error.description.visible). Nothing was changed."
        case .notTaken(let target, let detail):
            "\(target.visible) did not take it: \(detail.visible). The webhook is as it was; "
                + "`huddle webhook deliveries` has what was tried."
        case .stillWaiting(let target):
            "\(target.visible) was not tried yet: the server is busy, or others wait before this. "
                + "`huddle webhook deliveries` shows what becomes of it."
        case .withdrawn: "The note was deleted, so there is nothing to send."
        }
    }
}
