package import HuddleCore

/// What someone did with a server's people and spaces. No note's text stands here, and no secret.
package struct AuditEvent: Hashable, Sendable {
    /// The texts are stored.
    package enum Action: String, CaseIterable, Hashable, Sendable {
        case spaceCreated = "space.created"
        case memberAdded = "member.added"
        case memberChanged = "member.changed"
        case invitationMade = "invitation.made"
        case deviceJoined = "device.joined"
        case deviceRevoked = "device.revoked"
        /// A device handed in changes that others wrote: from a bundle, or after the log was restored.
        case changesRelayed = "changes.relayed"
        /// A backup was put back: what was done since it was made is undone.
        case serverRestored = "server.restored"
    }

    package let action: Action
    /// The member who did it; nil for whoever works at the server itself.
    package let actor: RecordID?
    package let device: RecordID?
    package let space: RecordID?
    /// The member or device that it was done to.
    package let subject: RecordID?
    package let at: WallTime

    package init(
        _ action: Action, actor: RecordID? = nil, device: RecordID? = nil, space: RecordID?, subject: RecordID?,
        at: WallTime
    ) {
        self.action = action
        self.actor = actor
        self.device = device
        self.space = space
        self.subject = subject
        self.at = at
    }
}

/// An event at its place in the audit log.
package struct AuditEntry: Hashable, Sendable {
    /// 1, 2, 3 … without gaps.
    package let seq: UInt64
    package let event: AuditEvent
    /// chain(n) = SHA-256(chain(n−1) ‖ event(n)), first 16 bytes: a row that was changed or taken out shows.
    package let chain: Digest128

    package init(seq: UInt64, event: AuditEvent, chain: Digest128) {
        self.seq = seq
        self.event = event
        self.chain = chain
    }

    /// The entry that follows `previous`.
    package init(_ event: AuditEvent, after previous: AuditEntry?, hash: Hash128) {
        let seq = (previous?.seq ?? 0) + 1
        var bytes: [UInt8] = []
        (previous?.chain ?? .zero).append(to: &bytes)
        bytes += event.fingerprint(seq: seq)
        self.init(seq: seq, event: event, chain: hash(bytes))
    }
}

extension AuditEvent {
    /// Every field at a fixed place, the action's text last, so that no two events have the same bytes.
    fileprivate func fingerprint(seq: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        Digest128(high: seq, low: UInt64(bitPattern: at.milliseconds)).append(to: &bytes)
        for id in [actor, device, space, subject] { (id?.digest ?? .zero).append(to: &bytes) }
        return bytes + action.rawValue.utf8
    }
}
