import HuddleCore
import HuddleWire

/// What a message about webhooks says, as the vectors show it: ids in hexadecimal digits, times as decimal numbers.
final class PlainWebhooks: Decodable, Sendable {
    let id: Digits?, creator: Digits?
    let name: String?, url: String?, target: String?, form: String?, template: String?, kinds: [String]?
    let created: String?, paused: String?, disabled: String?, failing: String?, reason: String?
    let waiting: Int?, secret: String?, formerUntil: String?
    let action: String?, delivery: String?
    let kind: String?, state: String?, tries: Int?, tried: String?, due: String?, status: Int?, detail: String?
    let webhooks: [PlainWebhooks]?, deliveries: [PlainWebhooks]?

    var request: WebhookRequest? {
        guard let name, let url, let kinds, let form = form.flatMap({ WebhookForm(rawValue: $0) }) else { return nil }
        return WebhookRequest(
            name: name, url: url, kinds: Set(kinds.compactMap { Happening.Kind(rawValue: $0) }), form: form,
            template: filled(template))
    }

    var info: WebhookInfo? {
        guard let id = recordID(id), let name, let target, let kinds, let form, let creator = recordID(creator),
            let created = time(created), let waiting
        else { return nil }
        return WebhookInfo(
            id: id, name: name, target: target, kinds: kinds, form: form, creator: creator, created: created,
            paused: past(paused), disabled: past(disabled), failing: past(failing), reason: filled(reason),
            waiting: waiting, secret: filled(secret), formerUntil: past(formerUntil))
    }

    var list: WebhookList? { webhooks.map { WebhookList(webhooks: $0.compactMap(\.info)) } }

    var change: WebhookChange? {
        action.flatMap { WebhookChange.Action(rawValue: $0) }.map { WebhookChange(action: $0) }
    }

    var deliveryRequest: DeliveryRequest? { delivery.map { DeliveryRequest(delivery: RecordID($0)) } }

    var deliveryInfo: DeliveryInfo? {
        guard let id = recordID(id), let kind, let state, let created = time(created), let tries else { return nil }
        return DeliveryInfo(
            id: id, kind: kind, state: state, created: created, tries: tries, tried: past(tried), due: past(due),
            status: status.flatMap { $0 == 0 ? nil : $0 }, detail: filled(detail))
    }

    var deliveryList: DeliveryList? { deliveries.map { DeliveryList(deliveries: $0.compactMap(\.deliveryInfo)) } }

    private func recordID(_ digits: Digits?) -> RecordID? {
        digits.flatMap { Digest128(exactly: $0.bytes) }.map { RecordID($0) }
    }

    private func time(_ text: String?) -> WallTime? { text.flatMap { Int64($0) }.map { WallTime(milliseconds: $0) } }

    private func past(_ text: String?) -> WallTime? { time(text).flatMap { $0.milliseconds == 0 ? nil : $0 } }

    private func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}
