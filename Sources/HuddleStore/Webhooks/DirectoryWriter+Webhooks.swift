package import HuddleCore

/// What an admin does with webhooks. Each deed is a line of the audit log.
extension DirectoryWriter {
    package func add(_ webhook: Webhook, by actor: Actor, host: Host) throws(StoreError) {
        try save(webhook)
        try note(.webhookAdded, webhook, by: actor, host)
    }

    /// Stops sending; what happens meanwhile is kept in the log.
    package func pause(_ webhook: Webhook, by actor: Actor, host: Host) throws(StoreError) -> Webhook {
        guard webhook.state.paused == nil else { return webhook }
        return try change(webhook, by: actor, host) { $0.state.paused = host.now() }
    }

    /// Sends again, after a pause or after it was disabled.
    ///
    /// - Parameter end: Where given, what happened up to there is passed over, and what waits is given up.
    package func resume(
        _ webhook: Webhook, skippingTo end: Cursor? = nil, by actor: Actor, host: Host
    ) throws(StoreError) -> Webhook {
        if end != nil {
            for var delivery in try deliveries(of: webhook.id, limit: .max) where delivery.state == .waiting {
                delivery.state = .givenUp
                delivery.detail = "passed over"
                try save(delivery)
            }
        }
        return try change(webhook, by: actor, host) { webhook in
            webhook.state = Webhook.State()
            if let end { webhook.position = end }
        }
    }

    /// Signs with a new secret from now on, and for a while with the former one too.
    package func rotate(
        _ webhook: Webhook, to secret: [UInt8], by actor: Actor, host: Host
    ) throws(StoreError) -> Webhook {
        let until = WallTime(milliseconds: host.now().milliseconds + Limits.webhookRotationHours * 3_600_000)
        return try change(webhook, by: actor, host) { webhook in
            webhook.former = Webhook.FormerSecret(secret: webhook.secret, until: until)
            webhook.secret = secret
        }
    }

    package func remove(_ webhook: Webhook, by actor: Actor, host: Host) throws(StoreError) {
        try remove(webhook: webhook.id)
        try note(.webhookRemoved, webhook, by: actor, host)
    }

    /// Stores what a try came to.
    package func note(
        _ outcome: DeliveryOutcome, of delivery: RecordID, host: Host
    ) throws(StoreError) -> WebhookDelivery? {
        guard var delivery = try self.delivery(delivery), var webhook = try webhook(delivery.webhook) else {
            return nil
        }
        let wasDisabled = webhook.state.disabled != nil
        let now = host.now()
        DeliveryRule.apply(outcome, to: &delivery, of: &webhook, at: now, random: host.random())
        try save(delivery)
        try save(webhook)
        if case .answered(_, _, _?) = outcome, delivery.state == .waiting {
            try postpone(webhook: webhook.id, until: delivery.due)
        }
        if delivery.state != .waiting { try forgetDeliveries(of: webhook.id, keeping: Limits.webhookDeliveriesKept) }
        if !wasDisabled, webhook.state.disabled != nil { try note(.webhookDisabled, webhook, by: .console, host) }
        return delivery
    }

    private func change(
        _ webhook: Webhook, by actor: Actor, _ host: Host, _ alter: (inout Webhook) -> Void
    ) throws(StoreError) -> Webhook {
        var changed = webhook
        alter(&changed)
        guard changed != webhook else { return webhook }
        try save(changed)
        try note(.webhookChanged, changed, by: actor, host)
        return changed
    }

    private func note(
        _ action: AuditEvent.Action, _ webhook: Webhook, by actor: Actor, _ host: Host
    ) throws(StoreError) {
        try note(
            AuditEvent(action, by: actor, space: webhook.space, subject: webhook.id, at: host.now()), hash: host.hash)
    }
}
