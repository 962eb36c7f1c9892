import HuddleCore
import HuddleStore

extension SQLiteDirectoryTransaction: DirectoryWriter {
    func saveTrial(at time: WallTime) throws(StoreError) {
        try run("REPLACE INTO trial (id, at) VALUES (1, ?)") { $0.bind(1, time.milliseconds) }
    }

    func save(_ space: SpaceListing) throws(StoreError) {
        try run(
            "REPLACE INTO space (id, name, created, archived, deleted, purged, quota) VALUES (?, ?, ?, ?, ?, ?, ?)"
        ) {
            $0.bind(1, space.id.digest)
            $0.bind(2, space.name)
            $0.bind(3, space.created.milliseconds)
            $0.bind(4, space.archived)
            $0.bind(5, space.deleted)
            $0.bind(6, space.purged)
            if let quota = space.quotaBytes { $0.bind(7, quota) }
        }
    }

    func save(_ member: Member) throws(StoreError) {
        try run(
            """
            REPLACE INTO member (id, space, name, department, role, created, removed) VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        ) {
            $0.bind(1, member.id.digest)
            $0.bind(2, member.space.digest)
            $0.bind(3, member.name)
            $0.bind(4, member.department)
            $0.bind(5, member.role.rawValue)
            $0.bind(6, member.created.milliseconds)
            $0.bind(7, member.removed)
        }
    }

    /// An upsert by id, not a `REPLACE`: another device's token hash must be refused, not overwritten.
    func save(_ device: Device) throws(StoreError) {
        try run(
            """
            INSERT INTO device (id, member, name, token_hash, created, last_seen, revoked) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, last_seen = excluded.last_seen,
                revoked = excluded.revoked
            """
        ) {
            $0.bind(1, device.id.digest)
            $0.bind(2, device.member.digest)
            $0.bind(3, device.name)
            $0.bind(4, device.tokenHash)
            $0.bind(5, device.created.milliseconds)
            $0.bind(6, device.lastSeen)
            $0.bind(7, device.revoked)
        }
    }

    func save(owner: Member, of replica: ReplicaID) throws(StoreError) {
        try run("REPLACE INTO replica (space, id, member) VALUES (?, ?, ?)") {
            $0.bind(1, owner.space.digest)
            $0.bind(2, replica.bits)
            $0.bind(3, owner.id.digest)
        }
    }

    func removeOwners(in space: RecordID) throws(StoreError) {
        try run("DELETE FROM replica WHERE space = ?") { $0.bind(1, space.digest) }
    }

    func save(_ invitation: Invitation) throws(StoreError) {
        try run(
            """
            REPLACE INTO invitation (secret_hash, member, created, expires, used_by, used_at, withdrawn)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        ) {
            $0.bind(1, invitation.secretHash)
            $0.bind(2, invitation.member.digest)
            $0.bind(3, invitation.created.milliseconds)
            $0.bind(4, invitation.expires.milliseconds)
            $0.bind(5, invitation.use?.tokenHash)
            $0.bind(6, invitation.use?.at)
            $0.bind(7, invitation.withdrawn)
        }
    }

    func save(_ feed: Feed) throws(StoreError) {
        try run(
            """
            REPLACE INTO feed (secret_hash, member, device, name, format, list, query, created, expires, revoked, fetched)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ) {
            $0.bind(1, feed.secretHash)
            $0.bind(2, feed.member.digest)
            $0.bind(3, feed.device.digest)
            for (position, text) in [feed.name, feed.format, feed.list, feed.query].enumerated() {
                $0.bind(Int32(4 + position), text)
            }
            $0.bind(8, feed.created.milliseconds)
            $0.bind(9, feed.expires.milliseconds)
            $0.bind(10, feed.revoked)
            $0.bind(11, feed.fetched)
        }
    }

    func removeFeeds(endedBefore moment: WallTime) throws(StoreError) {
        try run("DELETE FROM feed WHERE revoked < ?1 OR expires < ?1") { $0.bind(1, moment.milliseconds) }
    }

    func append(_ entry: AuditEntry) throws(StoreError) {
        try run(
            """
            INSERT INTO audit (seq, action, actor, device, space, subject, at, chain, address)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ) {
            $0.bind(1, entry.seq)
            $0.bind(2, entry.event.action.rawValue)
            $0.bind(3, entry.event.actor?.digest)
            $0.bind(4, entry.event.device?.digest)
            $0.bind(5, entry.event.space?.digest)
            $0.bind(6, entry.event.subject?.digest)
            $0.bind(7, entry.event.at.milliseconds)
            $0.bind(8, entry.chain)
            $0.bind(9, entry.event.address)
        }
    }
}
