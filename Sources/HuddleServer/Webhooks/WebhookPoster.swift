package import HuddleStore

/// Sends a message to a target, once.
package protocol WebhookPoster: Sendable {
    func post(_ message: WebhookMessage, to target: WebhookTarget) async -> DeliveryOutcome
}
