package import HuddleCore

/// What the audit log's chain says of it.
package struct AuditCheck: Hashable, Sendable {
    /// How many entries are as they were written, from the first on.
    package let entries: UInt64
    /// The chain after those. Whoever noted it elsewhere can tell that entries were cut off at the end.
    package let chain: Digest128
    /// The first entry that is not what was written there, nil where there is none.
    package let brokenAt: UInt64?
}

extension DirectoryReader {
    /// Computes the audit log's chain anew.
    package func verifyAudit(hash: Hash128) throws(StoreError) -> AuditCheck {
        var previous: AuditEntry?
        var brokenAt: UInt64?
        checking: while brokenAt == nil {
            let page = try audit(after: previous?.seq ?? 0, limit: 1000)
            if page.isEmpty { break }
            for entry in page {
                guard entry == AuditEntry(entry.event, after: previous, hash: hash) else {
                    brokenAt = (previous?.seq ?? 0) + 1
                    break checking
                }
                previous = entry
            }
        }
        return AuditCheck(entries: previous?.seq ?? 0, chain: previous?.chain ?? .zero, brokenAt: brokenAt)
    }
}
