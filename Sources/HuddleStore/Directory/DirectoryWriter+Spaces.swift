import HuddleCore

/// What becomes of a space. Each holds from its members' next call on; doing it twice changes nothing.
extension DirectoryWriter {
    package func rename(_ space: SpaceListing, to name: String, host: Host) throws(StoreError) -> SpaceListing {
        try change(space, .spaceRenamed, host) { $0.name = name }
    }

    /// Its members go on reading, and nobody writes.
    package func archive(_ space: SpaceListing, host: Host) throws(StoreError) -> SpaceListing {
        try change(space, .spaceArchived, host) { $0.archived = $0.archived ?? host.now() }
    }

    package func unarchive(_ space: SpaceListing, host: Host) throws(StoreError) -> SpaceListing {
        try change(space, .spaceReopened, host) { $0.archived = nil }
    }

    /// Nobody gets anything of it any more. Its log stays for `Limits.deletedSpaceDays`.
    package func delete(_ space: SpaceListing, host: Host) throws(StoreError) -> SpaceListing {
        try change(space, .spaceDeleted, host) { $0.deleted = $0.deleted ?? host.now() }
    }

    package func undelete(_ space: SpaceListing, host: Host) throws(StoreError) -> SpaceListing {
        guard space.purged == nil else { return space }
        return try change(space, .spaceReopened, host) { $0.deleted = nil }
    }

    /// Says that a deleted space's log is gone. The listing stays, so that its members can be told.
    package func notePurged(_ space: SpaceListing, host: Host) throws(StoreError) -> SpaceListing {
        // Secrets and addresses of webhooks, and whose a replica is, are of no use to anybody any more.
        for webhook in try webhooks(of: space.id) { try remove(webhook: webhook.id) }
        try removeOwners(in: space.id)
        return try change(space, .spacePurged, host) { $0.purged = $0.purged ?? host.now() }
    }

    package func setQuota(
        of space: SpaceListing, to quotaBytes: UInt64?, host: Host
    ) throws(StoreError) -> SpaceListing {
        try change(space, .spaceQuotaSet, host) { $0.quotaBytes = quotaBytes }
    }

    private func change(
        _ space: SpaceListing, _ action: AuditEvent.Action, _ host: Host, _ alter: (inout SpaceListing) -> Void
    ) throws(StoreError) -> SpaceListing {
        var changed = space
        alter(&changed)
        guard changed != space else { return space }
        try save(changed)
        try note(AuditEvent(action, by: .console, space: space.id, subject: nil, at: host.now()), hash: host.hash)
        return changed
    }
}
