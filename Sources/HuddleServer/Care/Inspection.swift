import HuddleCore
import HuddleStore

/// Looks whether copied files hold together, all of each.
struct Inspection {
    private let storage: any ServerStorage
    private let hash: Hash128

    init(_ storage: any ServerStorage, hash: @escaping Hash128) {
        self.storage = storage
        self.hash = hash
    }

    /// - Throws: `CareError.unsound`.
    func directory() throws -> AuditCheck {
        try storage.directory().read { reader in
            var findings = try reader.integrityFaults()
            let audit = try reader.verifyAudit(hash: hash)
            if let seq = audit.brokenAt { findings.append("the audit log was changed at \(seq)") }
            guard findings.isEmpty else {
                throw CareError.unsound(file: StoredFile.directory.path, findings: findings)
            }
            return audit
        }
    }

    /// - Returns: Where the log ends.
    /// - Throws: `CareError.unsound`.
    func space(_ id: RecordID) throws -> Cursor {
        try storage.openSpace(id).write { writer in
            let findings = try writer.integrityFaults() + writer.verifyLog(hash: hash).map(\.description)
            guard findings.isEmpty else {
                throw CareError.unsound(file: StoredFile.space(id).path, findings: findings)
            }
            return try writer.state().cursor
        }
    }
}
