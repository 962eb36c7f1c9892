package import HuddleCore
package import HuddleStore
import HuddleWire
package import Logging

/// Says whom a token stands for, from the directory, on each call: a right that was taken back is gone at once.
///
/// Every call blocks: make it on one of the `Workers`.
package struct Gatekeeper: Sendable {
    private let directory: any DirectoryStore
    private let host: Host
    private let logger: Logger?

    /// A call may bring changes of thousands.
    private static let replicasLogged = 8

    /// - Parameter logger: Told what could not be put into the audit log; nil where nobody reads it.
    package init(directory: any DirectoryStore, host: Host, logger: Logger? = nil) {
        self.directory = directory
        self.host = host
        self.logger = logger
    }

    /// - Parameters:
    ///   - space: Nil where the path names none that could exist.
    ///   - right: What the call takes, as the table of routes says.
    ///   - owned: What the path names of a member's, where it names such a thing.
    /// - Throws: `Problem`: `.unauthorized` for a token that is unknown or was taken back; `.notFound` for a space that is
    ///   not this member's, whether it exists or not; `.spaceDeleted`; `.forbidden`. `StoreError`.
    package func admit(
        token: [UInt8]?, to space: RecordID?, for right: Right
    ) throws -> Access {
        try admit(token: token, to: space, for: right, owned: nil)
    }

    func admit(
        token: [UInt8]?, to space: RecordID?, for right: Right, owned: Owned?
    ) throws -> Access {
        guard let token else {
            throw Problem(.unauthorized, "the call carries no token: Authorization: Bearer and 43 letters")
        }
        let hash = TokenHash.of(token)
        let access = try directory.read { reader in
            try Self.access(hash, to: space, for: right, owned: owned, in: reader)
        }
        noteCall(of: access.device)
        return access
    }

    /// The same inside a transaction that goes on to do what was asked.
    static func access(
        _ tokenHash: [UInt8], to space: RecordID?, for right: Right, owned: Owned?, in reader: any DirectoryReader
    ) throws -> Access {
        guard let access = try reader.access(tokenHash: tokenHash), access.isValid else {
            throw Problem(.unauthorized, "this token is not known here, or was taken back")
        }
        guard access.space.id == space else {
            throw Problem(.notFound, "there is no such space, or it is not yours")
        }
        if let deleted = access.space.deleted {
            let end =
                access.space.purged == nil
                ? access.space.purgeTime.map { ", and can be had back until \($0.day)" } : nil
            throw Problem(.spaceDeleted, "it was deleted on \(deleted.day)\(end ?? ", and its log is gone")")
        }
        let owner = try owned?.owner(in: access.space.id, reader)
        guard right.isGranted(to: access.member, owner: owner) else {
            throw Problem(.forbidden, "only an admin of the space may do this")
        }
        return access
    }

    /// Which of these tokens may still listen to a space: one look into the directory for all of them.
    func mayListen(_ tokenHashes: [[UInt8]], to space: RecordID) throws -> [Bool] {
        try directory.read { reader in
            try tokenHashes.map { hash in
                do {
                    _ = try Self.access(hash, to: space, for: .read, owned: nil, in: reader)
                    return true
                } catch is Problem {
                    return false
                }
            }
        }
    }

    /// Grows whenever a right is given or taken back, by whatever process: nothing of that kind is done without a line in
    /// the audit log.
    func rightsVersion() throws -> UInt64 {
        try directory.read { try $0.lastAudit()?.seq ?? 0 }
    }

    /// Puts into the audit log whose changes a device handed in, where they were not its member's own. The changes are safe by
    /// then: a directory that cannot be written to must not make the call fail that brought them.
    ///
    /// - Parameter replica: What the call says that it comes from.
    func note(_ admission: Admission, from replica: ReplicaID, by access: Access, at address: String?) {
        do {
            try directory.note(admission, from: replica, by: access.member, access.actor(from: address), host: host)
        } catch {
            let authors = admission.authors.sorted()
            logger?.error(
                "cannot note who handed in whose changes",
                metadata: [
                    "space": "\(access.space.id.text)", "member": "\(access.member.id.text)",
                    "device": "\(access.device.id.text)", "replicas": "\(authors.count)",
                    "first": "\(authors.prefix(Self.replicasLogged).map(\.hex).joined(separator: " "))",
                    "error": "\(error)",
                ])
        }
    }

    /// Now and then: one write for every call would cost as much as the call itself. What is lost here is a time
    /// of day on a list, so a full disk must not fail a call that only reads.
    private func noteCall(of device: Device) {
        let now = host.now()
        if let last = device.lastSeen, now.milliseconds - last.milliseconds < Limits.lastSeenSeconds * 1000 { return }
        try? directory.write { writer in
            guard var current = try writer.access(tokenHash: device.tokenHash)?.device else { return }
            current.lastSeen = now
            try writer.save(current)
        }
    }
}

extension Access {
    /// - Parameter address: Where the call came from.
    func actor(from address: String?) -> Actor {
        Actor(member: member.id, device: device.id, address: address)
    }
}
