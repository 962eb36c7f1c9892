package import HuddleCore

/// A target of a space's happenings: an address that an admin named, and how far it has been told.
///
/// It reads the space's log with a cursor of its own, like a client. What happened is therefore never lost: the log holds it until
/// the webhook has been there.
package struct Webhook: Hashable, Sendable {
    package let id: RecordID
    package let space: RecordID
    /// In a space, no two have one name, whatever their case.
    package var name: String
    /// `https://…`. Its path is often a secret: it is not shown again, and never logged.
    package let url: String
    /// What it is told of.
    package let kinds: Set<Happening.Kind>
    package let form: WebhookForm
    /// Where the form is `.template`.
    package let template: String?
    package let created: WallTime
    /// The member who named it.
    package let creator: RecordID
    /// Signs what is sent. It stands here as it is: a hash of it signs nothing.
    package var secret: [UInt8]
    package var former: FormerSecret?
    /// How far the log has been looked through for it.
    package var position: Cursor
    package var state: State

    /// The secret before the last rotation.
    package struct FormerSecret: Hashable, Sendable {
        package let secret: [UInt8]
        /// Until then it signs as well.
        package let until: WallTime

        package init(secret: [UInt8], until: WallTime) {
            self.secret = secret
            self.until = until
        }
    }

    package struct State: Hashable, Sendable {
        /// Since when an admin wants nothing sent. What happens meanwhile is sent later, or passed over, as they say then.
        package var paused: WallTime?
        /// Since when it has been told nothing more, because it took nothing for long, or said that it is gone.
        package var disabled: WallTime?
        /// Since when every try has failed.
        package var failing: WallTime?
        /// Why the last try failed.
        package var reason: String?

        package init(
            paused: WallTime? = nil, disabled: WallTime? = nil, failing: WallTime? = nil, reason: String? = nil
        ) {
            self.paused = paused
            self.disabled = disabled
            self.failing = failing
            self.reason = reason
        }
    }

    package init(
        id: RecordID, space: RecordID, name: String, url: String, kinds: Set<Happening.Kind>, form: WebhookForm,
        template: String?, created: WallTime, creator: RecordID, secret: [UInt8], former: FormerSecret? = nil,
        position: Cursor, state: State = State()
    ) {
        self.id = id
        self.space = space
        self.name = name
        self.url = url
        self.kinds = kinds
        self.form = form
        self.template = template
        self.created = created
        self.creator = creator
        self.secret = secret
        self.former = former
        self.position = position
        self.state = state
    }

    package var isActive: Bool { state.paused == nil && state.disabled == nil }

    /// What signs a message that is sent now, the new secret first.
    package func secrets(at now: WallTime) -> [[UInt8]] {
        [secret] + (former.flatMap { now < $0.until ? [$0.secret] : nil } ?? [])
    }
}
