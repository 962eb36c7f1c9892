package import HuddleCore
package import HuddleWire
import NIOHTTP1

/// What an admin may ask a server about a space's webhooks, and change.
package protocol WebhookKeeper: Sendable {
    func webhooks() async throws(TransportError) -> WebhookList
    func add(_ request: WebhookRequest) async throws(TransportError) -> WebhookInfo
    func change(webhook: RecordID, _ action: WebhookChange.Action) async throws(TransportError) -> WebhookInfo
    func remove(webhook: RecordID) async throws(TransportError) -> WebhookInfo
    func deliveries(of webhook: RecordID) async throws(TransportError) -> DeliveryList
    /// Sends a test, or something once more.
    func deliver(_ request: DeliveryRequest, to webhook: RecordID) async throws(TransportError) -> DeliveryInfo
}

extension HTTPTransport: WebhookKeeper {
    package func webhooks() async throws(TransportError) -> WebhookList { try await call(.GET, "/webhooks") }

    package func add(_ request: WebhookRequest) async throws(TransportError) -> WebhookInfo {
        try await call(.POST, "/webhooks", request)
    }

    package func change(
        webhook: RecordID, _ action: WebhookChange.Action
    ) async throws(TransportError) -> WebhookInfo {
        try await call(.POST, "/webhooks/\(webhook.text)", WebhookChange(action: action))
    }

    package func remove(webhook: RecordID) async throws(TransportError) -> WebhookInfo {
        try await call(.DELETE, "/webhooks/\(webhook.text)")
    }

    package func deliveries(of webhook: RecordID) async throws(TransportError) -> DeliveryList {
        try await call(.GET, "/webhooks/\(webhook.text)/deliveries")
    }

    package func deliver(
        _ request: DeliveryRequest, to webhook: RecordID
    ) async throws(TransportError) -> DeliveryInfo {
        try await call(.POST, "/webhooks/\(webhook.text)/deliveries", request)
    }
}
