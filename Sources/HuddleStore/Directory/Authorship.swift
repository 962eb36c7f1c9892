package import HuddleCore

/// What a member's call handed in, seen by who wrote it.
///
/// A change says which replica wrote it, and a call which replica it comes from. Both are only said: a replica is the member's
/// who was first to send what it wrote, and stays so until that member is removed. Two members who share one log share its
/// replica, and the second is always said to hand in what the first wrote.
struct Authorship: Hashable, Sendable {
    /// Who wrote something of it and is not the caller, as far as they are known.
    private(set) var others: [Member] = []
    /// Some of it was written by a replica that is nobody's yet, and not the one that the call comes from.
    private(set) var hasUnknown = false
    /// The call comes from a replica that is the caller's from now on.
    private(set) var isNewOwner = false
    /// Of that replica the log had changes before: perhaps they are somebody else's.
    private(set) var isClaim = false

    /// - Parameter replica: What the call says that it comes from.
    init(
        of admission: Admission, from replica: ReplicaID, by caller: Member, in reader: any DirectoryReader
    ) throws(StoreError) {
        let authors = admission.authors
        let owners = try reader.owners(of: authors, in: caller.space)
        others = Set(owners.values).filter { $0.id != caller.id }.sorted { $0.id < $1.id }
        hasUnknown = authors.contains { owners[$0] == nil && $0 != replica }
        guard authors.contains(replica) else { return }
        isNewOwner = owners[replica].map { $0.removed != nil } ?? true
        isClaim = owners[replica] == nil && !admission.newAuthors.contains(replica)
    }

    /// The caller wrote all of it, as is known already.
    var isPlain: Bool { others.isEmpty && !hasUnknown && !isNewOwner }

    /// What the audit log is to say of it.
    fileprivate func events(by actor: Actor, in space: RecordID, at time: WallTime) -> [AuditEvent] {
        let authors = others.map(\.id) + (hasUnknown ? [nil] : [])
        let relayed = authors.map { AuditEvent(.changesRelayed, by: actor, space: space, subject: $0, at: time) }
        let claimed = AuditEvent(.replicaClaimed, by: actor, space: space, subject: nil, at: time)
        return relayed + (isClaim ? [claimed] : [])
    }
}

extension DirectoryStore {
    /// Puts into the audit log whose changes a call handed in, where not all were the caller's own, and remembers whose a replica
    /// is that is new. Nothing is written for what is as ever.
    ///
    /// Each replica that is remembered has a change in the log, which counts towards the space's quota.
    ///
    /// - Parameter replica: What the call says that it comes from.
    /// - Throws: `StoreError`.
    package func note(
        _ admission: Admission, from replica: ReplicaID, by caller: Member, _ actor: Actor, host: Host
    ) throws {
        guard !admission.authors.isEmpty else { return }
        let isPlain = try read { try Authorship(of: admission, from: replica, by: caller, in: $0).isPlain }
        guard !isPlain else { return }
        try write { writer in
            let authorship = try Authorship(of: admission, from: replica, by: caller, in: writer)
            for event in authorship.events(by: actor, in: caller.space, at: host.now()) {
                try writer.note(event, hash: host.hash)
            }
            if authorship.isNewOwner { try writer.save(owner: caller, of: replica) }
        }
    }
}
