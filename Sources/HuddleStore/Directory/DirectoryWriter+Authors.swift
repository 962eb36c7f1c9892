package import HuddleCore

/// What a member's call handed in, seen by who wrote it.
///
/// A change says which replica wrote it, and a call which replica it comes from. Both are only said: a replica is the member's
/// who was first to send what it wrote, and stays so until that member is removed.
package struct Authorship: Hashable, Sendable {
    /// The known ones among those who wrote what the caller did not.
    package private(set) var others: [Member] = []
    /// Some of it was written by a replica that is nobody's yet, and not the one that the call comes from.
    package private(set) var hasUnknown = false
    /// The call comes from a replica that is the caller's from now on.
    package private(set) var isNewOwner = false

    /// - Parameters:
    ///   - authors: The replicas that wrote the changes.
    ///   - replica: What the call says that it comes from.
    init(
        of authors: Set<ReplicaID>, from replica: ReplicaID, by caller: Member, in reader: any DirectoryReader
    ) throws(StoreError) {
        let owners = try reader.owners(of: authors, in: caller.space)
        others = Set(owners.values).filter { $0.id != caller.id }.sorted { $0.id < $1.id }
        hasUnknown = authors.contains { owners[$0] == nil && $0 != replica }
        isNewOwner = authors.contains(replica) && (owners[replica].map { $0.removed != nil } ?? true)
    }

    /// The caller wrote all of it, as is known already.
    var isPlain: Bool { others.isEmpty && !hasUnknown && !isNewOwner }
}

extension DirectoryStore {
    /// Puts into the audit log whose changes a call handed in, where not all were the caller's own, and remembers whose a replica
    /// is that is new. Nothing is written for what is as ever.
    ///
    /// - Parameters:
    ///   - authors: The replicas that wrote what was admitted.
    ///   - replica: What the call says that it comes from.
    package func note(
        _ authors: Set<ReplicaID>, from replica: ReplicaID, by caller: Member, _ actor: Actor, host: Host
    ) throws {
        guard !authors.isEmpty else { return }
        let isPlain = try read { try Authorship(of: authors, from: replica, by: caller, in: $0).isPlain }
        guard !isPlain else { return }
        try write { writer in
            let authorship = try Authorship(of: authors, from: replica, by: caller, in: writer)
            let subjects = authorship.others.map(\.id) + (authorship.hasUnknown ? [nil] : [])
            for subject in subjects {
                let event = AuditEvent(
                    .changesRelayed, by: actor, space: caller.space, subject: subject, at: host.now())
                try writer.note(event, hash: host.hash)
            }
            if authorship.isNewOwner { try writer.save(owner: caller, of: replica) }
        }
    }
}
