import HuddleCore
import HuddleStore

/// A directory's webhooks and what they were told.
extension SQLiteDirectoryTransaction: WebhookReader {
    private static let columns = """
        webhook.id, webhook.space, webhook.name, webhook.url, webhook.kinds, webhook.form, webhook.template, webhook.created,
            webhook.creator, webhook.secret, webhook.former_secret, webhook.former_until, webhook.seq, webhook.chain,
            webhook.paused, webhook.disabled, webhook.failing, webhook.reason
        """
    private static let deliveryColumns = """
        webhook_delivery.id, webhook_delivery.webhook, webhook_delivery.change, webhook_delivery.kind,
            webhook_delivery.subject, webhook_delivery.created, webhook_delivery.state, webhook_delivery.due,
            webhook_delivery.tries, webhook_delivery.last_try, webhook_delivery.status, webhook_delivery.detail
        """
    /// What may be sent at the moment that is bound first.
    private static let due = """
        FROM webhook_delivery JOIN webhook ON webhook.id = webhook_delivery.webhook JOIN space ON space.id = webhook.space
        WHERE webhook_delivery.state = 'waiting' AND webhook_delivery.due <= ? AND space.deleted IS NULL
            AND (webhook.paused IS NULL AND webhook.disabled IS NULL OR webhook_delivery.change IS NULL)
        """

    func webhooks(of space: RecordID) throws(StoreError) -> [Webhook] {
        try all(
            "SELECT \(Self.columns) FROM webhook WHERE space = ? ORDER BY name, id", { $0.bind(1, space.digest) }
        ) { try $0.webhook() }
    }

    func webhook(_ id: RecordID) throws(StoreError) -> Webhook? {
        try all("SELECT \(Self.columns) FROM webhook WHERE id = ?", { $0.bind(1, id.digest) }) { try $0.webhook() }
            .first
    }

    func activeWebhooks() throws(StoreError) -> [Webhook] {
        try all(
            """
            SELECT \(Self.columns) FROM webhook JOIN space ON space.id = webhook.space
            WHERE webhook.paused IS NULL AND webhook.disabled IS NULL AND space.deleted IS NULL ORDER BY webhook.id
            """
        ) { try $0.webhook() }
    }

    func delivery(_ id: RecordID) throws(StoreError) -> WebhookDelivery? {
        try all(
            "SELECT \(Self.deliveryColumns) FROM webhook_delivery WHERE id = ?", { $0.bind(1, id.digest) }
        ) { try $0.delivery() }.first
    }

    func deliveries(of webhook: RecordID, limit: Int) throws(StoreError) -> [WebhookDelivery] {
        try all(
            """
            SELECT \(Self.deliveryColumns) FROM webhook_delivery WHERE webhook = ? ORDER BY created DESC, id DESC LIMIT ?
            """,
            {
                $0.bind(1, webhook.digest)
                $0.bind(2, Int64(limit))
            }
        ) { try $0.delivery() }
    }

    func waitingDeliveries(of webhook: RecordID) throws(StoreError) -> Int {
        try all(
            "SELECT count(*) FROM webhook_delivery WHERE webhook = ? AND state = 'waiting'",
            { $0.bind(1, webhook.digest) }
        ) { Int($0.int64(0)) }.first ?? 0
    }

    func webhooksDue(at now: WallTime) throws(StoreError) -> [RecordID] {
        try all(
            "SELECT webhook.id \(Self.due) GROUP BY webhook.id ORDER BY min(webhook_delivery.due), webhook.id",
            { $0.bind(1, now.milliseconds) }
        ) { RecordID(try $0.digest(0)) }
    }

    func dueDelivery(of webhook: RecordID, at now: WallTime) throws(StoreError) -> WebhookDelivery? {
        try all(
            """
            SELECT \(Self.deliveryColumns) \(Self.due) AND webhook_delivery.webhook = ?
            ORDER BY webhook_delivery.due, webhook_delivery.created, webhook_delivery.id LIMIT 1
            """,
            {
                $0.bind(1, now.milliseconds)
                $0.bind(2, webhook.digest)
            }
        ) { try $0.delivery() }.first
    }
}

extension SQLiteDirectoryTransaction: WebhookWriter {
    /// An upsert, not a `REPLACE`: deliveries point to it.
    func save(_ webhook: Webhook) throws(StoreError) {
        try run(
            """
            INSERT INTO webhook (id, space, name, url, kinds, form, template, created, creator, secret, former_secret,
                former_until, seq, chain, paused, disabled, failing, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, secret = excluded.secret,
                former_secret = excluded.former_secret, former_until = excluded.former_until, seq = excluded.seq,
                chain = excluded.chain, paused = excluded.paused, disabled = excluded.disabled,
                failing = excluded.failing, reason = excluded.reason
            """
        ) {
            $0.bind(1, webhook.id.digest)
            $0.bind(2, webhook.space.digest)
            $0.bind(3, webhook.name)
            $0.bind(4, webhook.url)
            $0.bind(5, webhook.kinds.map(\.rawValue).sorted().joined(separator: " "))
            $0.bind(6, webhook.form.rawValue)
            $0.bind(7, webhook.template)
            $0.bind(8, webhook.created.milliseconds)
            $0.bind(9, webhook.creator.digest)
            $0.bind(10, webhook.secret)
            $0.bind(11, webhook.former?.secret)
            $0.bind(12, webhook.former?.until)
            $0.bind(13, webhook.position.seq)
            $0.bind(14, webhook.position.chain)
            $0.bind(15, webhook.state.paused)
            $0.bind(16, webhook.state.disabled)
            $0.bind(17, webhook.state.failing)
            $0.bind(18, webhook.state.reason)
        }
    }

    func save(_ delivery: WebhookDelivery) throws(StoreError) {
        try run(
            """
            REPLACE INTO webhook_delivery (id, webhook, change, kind, subject, created, state, due, tries, last_try, status,
                detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ) {
            $0.bind(1, delivery.id.digest)
            $0.bind(2, delivery.webhook.digest)
            $0.bind(3, delivery.source?.change.digest)
            $0.bind(4, delivery.source?.kind.rawValue)
            $0.bind(5, delivery.source?.subject.digest)
            $0.bind(6, delivery.created.milliseconds)
            $0.bind(7, delivery.state.rawValue)
            $0.bind(8, delivery.due.milliseconds)
            $0.bind(9, Int64(delivery.tries))
            $0.bind(10, delivery.lastTry)
            if let status = delivery.status { $0.bind(11, Int64(status)) }
            $0.bind(12, delivery.detail)
        }
    }

    func remove(webhook id: RecordID) throws(StoreError) {
        try run("DELETE FROM webhook_delivery WHERE webhook = ?") { $0.bind(1, id.digest) }
        try run("DELETE FROM webhook WHERE id = ?") { $0.bind(1, id.digest) }
    }

    func postpone(webhook id: RecordID, until time: WallTime) throws(StoreError) {
        try run("UPDATE webhook_delivery SET due = max(due, ?) WHERE webhook = ? AND state = 'waiting'") {
            $0.bind(1, time.milliseconds)
            $0.bind(2, id.digest)
        }
    }

    func forgetDeliveries(of webhook: RecordID, keeping count: Int) throws(StoreError) {
        try run(
            """
            DELETE FROM webhook_delivery WHERE webhook = ?1 AND state <> 'waiting' AND id NOT IN (
                SELECT id FROM webhook_delivery WHERE webhook = ?1 AND state <> 'waiting'
                ORDER BY created DESC, id DESC LIMIT ?2)
            """
        ) {
            $0.bind(1, webhook.digest)
            $0.bind(2, Int64(count))
        }
    }
}

extension RawStatement {
    fileprivate func webhook() throws -> Webhook {
        Webhook(
            id: RecordID(try digest(0)), space: RecordID(try digest(1)), name: text(2) ?? "", url: text(3) ?? "",
            // A kind that a newer program stored is told of by that program alone.
            kinds: Set((text(4) ?? "").split(separator: " ").compactMap { Happening.Kind(rawValue: String($0)) }),
            form: try word(5), template: text(6), created: time(7), creator: RecordID(try digest(8)), secret: bytes(9),
            former: isNull(10) ? nil : Webhook.FormerSecret(secret: bytes(10), until: time(11)),
            position: Cursor(seq: bits(12), chain: try digest(13)),
            state: Webhook.State(
                paused: optionalTime(14), disabled: optionalTime(15), failing: optionalTime(16), reason: text(17)))
    }

    fileprivate func delivery() throws -> WebhookDelivery {
        let source =
            isNull(2)
            ? nil
            : WebhookDelivery.Source(
                change: ChangeID(try digest(2)), kind: try word(3), subject: RecordID(try digest(4)))
        return WebhookDelivery(
            id: RecordID(try digest(0)), webhook: RecordID(try digest(1)), source: source, created: time(5),
            state: try word(6), due: time(7), tries: Int(int64(8)), lastTry: optionalTime(9),
            status: isNull(10) ? nil : Int(int64(10)), detail: text(11))
    }
}
