package import HuddleCore

/// Where a server keeps its spaces, members, devices, whose a replica is, invitations, feeds, webhooks and audit log.
///
/// Every call blocks, and may be made by several processes at once: the commands of an admin work beside the
/// running server. The rules are written once, over these primitives (`DirectoryWriter+….swift`); an
/// implementation only stores.
package protocol DirectoryStore: Sendable {
    /// Runs `body` on one unchanging state of the directory.
    func read<Result>(_ body: (any DirectoryReader) throws -> Result) throws -> Result

    /// Runs `body` as the only writer. What it wrote is durable when this returns, and gone when it throws.
    func write<Result>(_ body: (any DirectoryWriter) throws -> Result) throws -> Result
}

/// What can be asked inside a transaction.
package protocol DirectoryReader: WebhookReader {
    /// In order of their names.
    func spaces() throws(StoreError) -> [SpaceListing]
    func space(_ id: RecordID) throws(StoreError) -> SpaceListing?

    /// In order of their names; removed ones too.
    func members(of space: RecordID) throws(StoreError) -> [Member]
    func member(_ id: RecordID) throws(StoreError) -> Member?

    /// In the order in which they joined; revoked ones too.
    func devices(of member: RecordID) throws(StoreError) -> [Device]

    /// Whom a token stands for, revoked and removed ones too: look at `isValid`.
    func access(tokenHash: [UInt8]) throws(StoreError) -> Access?
    func device(_ id: RecordID) throws(StoreError) -> Device?

    /// In the order in which they were made; used and expired ones too.
    func invitations(of space: RecordID) throws(StoreError) -> [Invitation]

    func invitation(secretHash: [UInt8]) throws(StoreError) -> Invitation?

    /// In the order in which they were made; those that have ended too.
    func feeds(of space: RecordID) throws(StoreError) -> [FeedAccess]

    /// The feed of this id, by one look-up; nil for one that is not there or of another space.
    func feed(_ id: RecordID, in space: RecordID) throws(StoreError) -> FeedAccess?

    /// A member's feeds, ended ones too.
    func feeds(ofMember member: RecordID) throws(StoreError) -> [FeedAccess]

    /// The feed that a secret opens, whatever became of it: look at `isOpen`.
    func feed(secretHash: [UInt8]) throws(StoreError) -> FeedAccess?

    /// Who was first to send changes as one of these replicas; removed members too.
    func owners(of replicas: Set<ReplicaID>, in space: RecordID) throws(StoreError) -> [ReplicaID: Member]

    /// The audit log in its order.
    func audit(after seq: UInt64, limit: Int) throws(StoreError) -> [AuditEntry]
    func lastAudit() throws(StoreError) -> AuditEntry?

    /// When it was last tried whether the storage takes what is written; nil for never.
    func trial() throws(StoreError) -> WallTime?

    /// What the storage itself finds wrong with its file; empty when it is sound.
    func integrityFaults() throws(StoreError) -> [String]
}

/// What can be done inside a writing transaction. Each `save` stores the value as it is, over what had its id before.
package protocol DirectoryWriter: DirectoryReader, WebhookWriter {
    func save(_ space: SpaceListing) throws(StoreError)
    func save(_ member: Member) throws(StoreError)
    func save(_ device: Device) throws(StoreError)
    func save(_ invitation: Invitation) throws(StoreError)
    func save(_ feed: Feed) throws(StoreError)

    /// Forgets feeds that were revoked, or expired, before this moment.
    func removeFeeds(endedBefore moment: WallTime) throws(StoreError)
    func save(owner: Member, of replica: ReplicaID) throws(StoreError)
    func removeOwners(in space: RecordID) throws(StoreError)
    func append(_ entry: AuditEntry) throws(StoreError)
    func saveTrial(at time: WallTime) throws(StoreError)
}
