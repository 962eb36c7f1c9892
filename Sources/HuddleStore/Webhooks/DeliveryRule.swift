package import HuddleCore

/// What one try to deliver came to.
package enum DeliveryOutcome: Hashable, Sendable {
    /// A status, the start of the answer, and for how many seconds the target wants to be left alone.
    case answered(status: Int, excerpt: String, retryAfterSeconds: Int?)
    /// No answer: no connection, no trust, too slow.
    case unreachable(String)
    /// Not tried, because it must not be: a private address, a message that cannot be made.
    case refused(String)
    /// There is nothing to tell any more.
    case withdrawn
}

/// What becomes of a delivery and its webhook after a try. Time and chance come in from outside.
package enum DeliveryRule {
    /// - Parameter random: Spreads the tries of many deliveries that failed at one moment.
    package static func apply(
        _ outcome: DeliveryOutcome, to delivery: inout WebhookDelivery, of webhook: inout Webhook, at now: WallTime,
        random: UInt64
    ) {
        delivery.lastTry = now
        delivery.tries += 1
        delivery.status = nil
        switch outcome {
        case .withdrawn:
            delivery.state = .withdrawn
            delivery.detail = nil
        case .answered(let status, let excerpt, _) where (200..<300).contains(status):
            delivery.state = .delivered
            delivery.status = status
            delivery.detail = excerpt.isEmpty ? nil : excerpt
            webhook.state.failing = nil
            webhook.state.reason = nil
        case .answered(let status, let excerpt, let seconds):
            delivery.status = status
            let words = Self.words(for: status) + (excerpt.isEmpty ? "" : ": \(excerpt)")
            let wait = seconds.map { Int64($0) * 1000 } ?? 0
            fail(words, &delivery, &webhook, now, random, atLeast: wait, isFinal: status == Self.gone)
            if status == Self.gone, delivery.source != nil { webhook.state.disabled = now }
        case .unreachable(let reason): fail(reason, &delivery, &webhook, now, random)
        case .refused(let reason): fail(reason, &delivery, &webhook, now, random)
        }
    }

    private static func fail(
        _ reason: String, _ delivery: inout WebhookDelivery, _ webhook: inout Webhook, _ now: WallTime,
        _ random: UInt64, atLeast wait: Int64 = 0, isFinal: Bool = false
    ) {
        delivery.detail = reason
        // A test says whether it works now, and nothing else.
        guard delivery.source != nil else {
            delivery.state = .givenUp
            return
        }
        webhook.state.reason = reason
        let since = webhook.state.failing ?? now
        webhook.state.failing = since
        if now.milliseconds - since.milliseconds >= Limits.webhookDisableHours * 3_600_000 {
            webhook.state.disabled = now
        }
        let next = now.milliseconds + max(self.wait(afterTries: delivery.tries, random: random), min(wait, longestWait))
        let end = delivery.created.milliseconds + Limits.webhookGiveUpHours * 3_600_000
        if isFinal || delivery.tries >= Limits.webhookTries || next > end {
            delivery.state = .givenUp
        } else {
            delivery.due = WallTime(milliseconds: next)
        }
    }

    /// The one answer that ends it at once (RFC 9110, section 15.5.11): a target that is being set up anew says many other things.
    private static let gone = 410
    private static let longestWait = Limits.webhookLongestWaitMilliseconds

    /// Milliseconds until the next try: four times as long each time, and between three quarters and five quarters of that.
    package static func wait(afterTries tries: Int, random: UInt64) -> Int64 {
        var wait = Limits.webhookFirstWaitMilliseconds
        for _ in 1..<max(tries, 1) where wait < longestWait { wait *= 4 }
        wait = min(wait, longestWait)
        return wait * 3 / 4 + Int64(random % UInt64(wait / 2 + 1))
    }

    private static func words(for status: Int) -> String {
        switch status {
        // The signed text would go to whoever is named there.
        case 300..<400: "answered \(status), a redirect, which is not followed"
        case gone: "answered 410: it is gone"
        default: "answered \(status)"
        }
    }
}
