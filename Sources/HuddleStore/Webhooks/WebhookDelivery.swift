package import HuddleCore

/// One thing that one target is told, until it has taken it or is given up.
///
/// No text of a note stands here: it is read from the log when it is sent, so what was deleted meanwhile is not sent.
package struct WebhookDelivery: Hashable, Sendable {
    /// What there is to tell; nil for a test.
    package struct Source: Hashable, Sendable {
        package let change: ChangeID
        package let kind: Happening.Kind
        package let subject: RecordID

        package init(change: ChangeID, kind: Happening.Kind, subject: RecordID) {
            self.change = change
            self.kind = kind
            self.subject = subject
        }
    }

    /// The texts are stored and sent.
    package enum State: String, CaseIterable, Hashable, Sendable {
        case waiting
        case delivered
        /// It failed too often, or was refused for good.
        case givenUp = "given_up"
        /// What it told of was deleted before it was sent.
        case withdrawn
    }

    /// What the target knows it by: the same for each try, so that it can drop repeats.
    package let id: RecordID
    package let webhook: RecordID
    package let source: Source?
    package let created: WallTime
    package var state: State
    /// When it is tried next, while it waits.
    package var due: WallTime
    package var tries: Int
    package var lastTry: WallTime?
    /// Of the last answer.
    package var status: Int?
    /// Why the last try failed, or the start of what was answered.
    package var detail: String?

    package init(
        id: RecordID, webhook: RecordID, source: Source?, created: WallTime, state: State = .waiting, due: WallTime,
        tries: Int = 0, lastTry: WallTime? = nil, status: Int? = nil, detail: String? = nil
    ) {
        self.id = id
        self.webhook = webhook
        self.source = source
        self.created = created
        self.state = state
        self.due = due
        self.tries = tries
        self.lastTry = lastTry
        self.status = status
        self.detail = detail
    }

    /// What tells `webhook` of a happening. Its id is derived from what it is: a log that is read twice makes one delivery.
    ///
    /// - Parameter place: Among those that are found at once. Each is made a millisecond later, so that they are sent in order.
    package init(_ source: Source, to webhook: RecordID, at now: WallTime, place: Int = 0, hash: Hash128) {
        let id = RecordID(
            derivedFrom: [
                webhook.text, Hex.encode(source.change.digest.bytes), source.kind.rawValue, source.subject.text,
            ],
            domain: "huddle webhook delivery", hash: hash)
        let created = WallTime(milliseconds: now.milliseconds + Int64(place))
        self.init(id: id, webhook: webhook, source: source, created: created, due: now)
    }
}
