import HuddleCore
import HuddleFormats
import HuddleWire

/// Webhooks and deliveries as JSON. Times that have not happened are null.
extension JSONWriter {
    mutating func write(_ webhook: WebhookInfo) {
        object { json in
            json.member("id", webhook.id.text)
            json.member("name", webhook.name)
            if let secret = webhook.secret { json.member("secret", secret) }
            json.member("target", webhook.target)
            json.member("events", webhook.kinds)
            json.member("body", webhook.form)
            json.member("creator", webhook.creator.text)
            json.member("created", webhook.created.iso8601)
            json.member("paused", webhook.paused?.iso8601)
            json.member("disabled", webhook.disabled?.iso8601)
            json.member("failing", webhook.failing?.iso8601)
            json.member("reason", webhook.reason)
            json.member("waiting", webhook.waiting)
            json.member("formerSecretUntil", webhook.formerUntil?.iso8601)
        }
    }

    mutating func write(_ delivery: DeliveryInfo, to webhook: String) {
        object { json in
            json.member("id", delivery.id.text)
            json.member("webhook", webhook)
            json.member("event", delivery.kind)
            json.member("state", delivery.state)
            json.member("created", delivery.created.iso8601)
            json.member("tries", delivery.tries)
            json.member("tried", delivery.tried?.iso8601)
            json.member("due", delivery.due?.iso8601)
            json.key("status")
            if let status = delivery.status { json.value(Int64(status)) } else { json.null() }
            json.member("detail", delivery.detail)
        }
    }
}
