package import HuddleCore

/// What someone did with a server's people and spaces. No note's text stands here, and no secret.
package struct AuditEvent: Hashable, Sendable {
    /// The texts are stored.
    package enum Action: String, CaseIterable, Hashable, Sendable {
        case spaceCreated = "space.created"
        case spaceRenamed = "space.renamed"
        case spaceArchived = "space.archived"
        /// Out of the archive, or out of the grace time of a deletion.
        case spaceReopened = "space.reopened"
        case spaceDeleted = "space.deleted"
        /// The grace time is over, and the log is gone.
        case spacePurged = "space.purged"
        case spaceQuotaSet = "space.quota"
        case spaceExported = "space.exported"
        case spaceImported = "space.imported"
        case memberAdded = "member.added"
        case memberChanged = "member.changed"
        case memberRemoved = "member.removed"
        case invitationMade = "invitation.made"
        case invitationWithdrawn = "invitation.withdrawn"
        case deviceJoined = "device.joined"
        case deviceRevoked = "device.revoked"
        case feedMade = "feed.made"
        case feedRevoked = "feed.revoked"
        case webhookAdded = "webhook.added"
        /// Paused, resumed, or given a new secret.
        case webhookChanged = "webhook.changed"
        case webhookRemoved = "webhook.removed"
        /// By the server itself: the target took nothing for long, or said that it is gone.
        case webhookDisabled = "webhook.disabled"
        /// A device handed in changes that others wrote: from a bundle, or after the log was restored. The subject is who
        /// wrote them, where the server knows.
        case changesRelayed = "changes.relayed"
        /// A device was the first to send as a replica of which the log had changes before: its owner, after an import, a
        /// restored backup or an upgrade, or after others brought what it wrote; else somebody who pretends to be.
        case replicaClaimed = "replica.claimed"
        /// A backup was put back: what was done since it was made is undone.
        case serverRestored = "server.restored"
    }

    package let action: Action
    /// The member who did it; nil for whoever works at the server itself.
    package let actor: RecordID?
    package let device: RecordID?
    package let space: RecordID?
    /// The member, device, feed or webhook that it was done to.
    package let subject: RecordID?
    /// The network address that the call came from; nil at the server itself.
    package let address: String?
    package let at: WallTime

    package init(_ action: Action, by actor: Actor, space: RecordID?, subject: RecordID?, at: WallTime) {
        self.init(
            action, actor: actor.member, device: actor.device, space: space, subject: subject, address: actor.address,
            at: at)
    }

    package init(
        _ action: Action, actor: RecordID?, device: RecordID?, space: RecordID?, subject: RecordID?, address: String?,
        at: WallTime
    ) {
        self.action = action
        self.actor = actor
        self.device = device
        self.space = space
        self.subject = subject
        self.address = address
        self.at = at
    }
}

/// Who does something, and from where.
package struct Actor: Hashable, Sendable {
    /// Whoever works at the server itself.
    package static let console = Actor(member: nil, device: nil, address: nil)

    package let member: RecordID?
    package let device: RecordID?
    package let address: String?

    package init(member: RecordID?, device: RecordID?, address: String?) {
        self.member = member
        self.device = device
        self.address = address
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
    /// Every field at a fixed place, then the action's text, which holds no zero byte, and the address behind one, so that no
    /// two events have the same bytes.
    fileprivate func fingerprint(seq: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        Digest128(high: seq, low: UInt64(bitPattern: at.milliseconds)).append(to: &bytes)
        for id in [actor, device, space, subject] { (id?.digest ?? .zero).append(to: &bytes) }
        bytes += action.rawValue.utf8
        if let address { bytes += [0] + address.utf8 }
        return bytes
    }
}
