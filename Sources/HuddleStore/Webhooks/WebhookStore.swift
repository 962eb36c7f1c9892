package import HuddleCore

/// What can be asked of webhooks inside a transaction.
package protocol WebhookReader {
    /// In order of their names.
    func webhooks(of space: RecordID) throws(StoreError) -> [Webhook]
    func webhook(_ id: RecordID) throws(StoreError) -> Webhook?

    /// Those that are told something, in spaces that are not deleted.
    func activeWebhooks() throws(StoreError) -> [Webhook]

    func delivery(_ id: RecordID) throws(StoreError) -> WebhookDelivery?

    /// The latest first.
    func deliveries(of webhook: RecordID, limit: Int) throws(StoreError) -> [WebhookDelivery]
    func waitingDeliveries(of webhook: RecordID) throws(StoreError) -> Int

    /// Webhooks with something to be sent now, the longest due first: deliveries of those that are active, and tests of all.
    func webhooksDue(at now: WallTime) throws(StoreError) -> [RecordID]

    /// What is to be sent next to one of these.
    func dueDelivery(of webhook: RecordID, at now: WallTime) throws(StoreError) -> WebhookDelivery?
}

/// What can be done to webhooks inside a writing transaction. Each `save` stores the value as it is, over what had its id before.
package protocol WebhookWriter {
    func save(_ webhook: Webhook) throws(StoreError)
    func save(_ delivery: WebhookDelivery) throws(StoreError)

    /// Takes a webhook away, with its secrets and its deliveries.
    func remove(webhook id: RecordID) throws(StoreError)

    /// Lets nothing that waits be sent to a webhook before this moment.
    func postpone(webhook id: RecordID, until time: WallTime) throws(StoreError)

    /// Forgets deliveries that are over, but for the latest.
    func forgetDeliveries(of webhook: RecordID, keeping count: Int) throws(StoreError)
}
