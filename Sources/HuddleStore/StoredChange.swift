package import HuddleCore

/// A change with the bytes that it came in.
package struct StoredChange: Hashable, Sendable {
    package let id: ChangeID
    package let bytes: [UInt8]
    package let change: Change

    package init(id: ChangeID, bytes: [UInt8], change: Change) {
        self.id = id
        self.bytes = bytes
        self.change = change
    }

    /// - Throws: `ChangeError`, where the bytes are no change.
    package init(bytes: [UInt8], hash: Hash128) throws(ChangeError) {
        self.init(id: ChangeID(hash(bytes)), bytes: bytes, change: try Change(decoding: bytes, hash: hash))
    }

    /// A change as a store kept it, filed under its record.
    ///
    /// - Throws: `StoreError.unreadableChange`: what was stored had been decoded before, so the file is damaged.
    package init(id: ChangeID, kept bytes: [UInt8], of record: RecordID) throws(StoreError) {
        do throws(ChangeError) {
            self.init(id: id, bytes: bytes, change: try Change(decoding: bytes, filedUnder: record))
        } catch {
            throw .unreadableChange(id, error)
        }
    }

    /// A change written here.
    package init(_ change: Change, hash: Hash128) {
        let bytes = change.encoded()
        self.init(id: ChangeID(hash(bytes)), bytes: bytes, change: change)
    }
}

/// A change to be stored, with its place in the log where it has one.
package struct NewChange: Sendable {
    package let stored: StoredChange
    package let seq: UInt64?

    package init(_ stored: StoredChange, seq: UInt64?) {
        self.stored = stored
        self.seq = seq
    }
}

/// What a look-up by id says.
package struct HeldChange: Hashable, Sendable {
    /// Its place in the log, nil while unsettled.
    package let seq: UInt64?
    package let record: RecordID
    package let stamp: Stamp

    package init(seq: UInt64?, record: RecordID, stamp: Stamp) {
        self.seq = seq
        self.record = record
        self.stamp = stamp
    }
}

/// A change at its place in the log, not decoded.
package struct LoggedChange: Hashable, Sendable {
    package let seq: UInt64
    package let id: ChangeID
    package let replica: ReplicaID
    package let bytes: [UInt8]

    package init(seq: UInt64, id: ChangeID, replica: ReplicaID, bytes: [UInt8]) {
        self.seq = seq
        self.id = id
        self.replica = replica
        self.bytes = bytes
    }
}

/// When a change arrived here. It orders one store's changes and means nothing elsewhere.
package struct ArrivalKey: Hashable, Comparable, Sendable {
    package let key: Int64

    package init(_ key: Int64) {
        self.key = key
    }

    package static func < (left: ArrivalKey, right: ArrivalKey) -> Bool { left.key < right.key }
}

/// A change at its place in the order of arrival, not decoded.
package struct ArrivedChange: Hashable, Sendable {
    package let key: ArrivalKey
    package let id: ChangeID
    package let replica: ReplicaID
    package let bytes: [UInt8]

    package init(key: ArrivalKey, id: ChangeID, replica: ReplicaID, bytes: [UInt8]) {
        self.key = key
        self.id = id
        self.replica = replica
        self.bytes = bytes
    }
}

extension [ArrivedChange] {
    /// The changes from the start that one call may bring: those before the first whose author is one too many.
    package var offerable: [ArrivedChange] {
        var authors = Set<ReplicaID>()
        let end = firstIndex { authors.insert($0.replica).inserted && authors.count > Limits.authorsPerCall }
        return end.map { Array(self[..<$0]) } ?? self
    }
}

/// A change at its place in the order of arrival with what it is looked up by, not decoded and not checked.
package struct FiledChange: Hashable, Sendable {
    package let key: ArrivalKey
    package let id: ChangeID
    /// The record that it is filed under, nil where that is no record.
    package let record: RecordID?
    package let stamp: Stamp
    package let replica: ReplicaID
    /// Whether the record says that it was its first change to arrive.
    package let isFirst: Bool
    /// Whether it is filed as one that came later.
    package let isLater: Bool
    package let bytes: [UInt8]

    package init(
        key: ArrivalKey, id: ChangeID, record: RecordID?, stamp: Stamp, replica: ReplicaID, isFirst: Bool,
        isLater: Bool, bytes: [UInt8]
    ) {
        self.key = key
        self.id = id
        self.record = record
        self.stamp = stamp
        self.replica = replica
        self.isFirst = isFirst
        self.isLater = isLater
        self.bytes = bytes
    }
}

/// How much one page may hold. A page takes one change even when that alone is over the bytes.
package struct PageLimit: Hashable, Sendable {
    package static let full = PageLimit(changes: Limits.changesPerPage, bytes: Limits.pageBytes)

    package let changes: Int
    package let bytes: Int

    package init(changes: Int, bytes: Int) {
        self.changes = changes
        self.bytes = bytes
    }
}

/// A change that was not taken: kept, and shown with the reason.
package struct Refusal: Hashable, Sendable {
    package let id: ChangeID
    /// A code of `Protocol/errors.md`.
    package let code: String
    package let detail: String
    package let at: WallTime

    package init(id: ChangeID, code: String, detail: String, at: WallTime) {
        self.id = id
        self.code = code
        self.detail = detail
        self.at = at
    }
}

package struct QuarantinedChange: Hashable, Sendable {
    package let key: ArrivalKey
    package let replica: ReplicaID
    package let refusal: Refusal
    package let bytes: [UInt8]

    package init(key: ArrivalKey, replica: ReplicaID, refusal: Refusal, bytes: [UInt8]) {
        self.key = key
        self.replica = replica
        self.refusal = refusal
        self.bytes = bytes
    }
}

/// What a log holds and what waits in it. However large the log is, it costs no more than what waits.
package struct StoreCounts: Hashable, Sendable {
    package let changes: Int
    package let entries: Int
    package let waiting: WaitingCounts

    package init(changes: Int, entries: Int, waiting: WaitingCounts) {
        self.changes = changes
        self.entries = entries
        self.waiting = waiting
    }

    package var unsettled: Int { waiting.unsettled }
    package var toSync: Int { waiting.toSync }
    package var quarantined: Int { waiting.quarantined }
    package var conflicts: Int { waiting.conflicts }
}

/// What waits for a sync or for a person. It costs what it counts, however large the log is.
package struct WaitingCounts: Hashable, Sendable {
    /// Changes that were not read back from a server's log, those in quarantine among them.
    package let unsettled: Int
    package let quarantined: Int
    /// Records with cells in conflict, or edited while they were deleted.
    package let conflicts: Int

    package init(unsettled: Int, quarantined: Int, conflicts: Int) {
        self.unsettled = unsettled
        self.quarantined = quarantined
        self.conflicts = conflicts
    }

    /// Changes that go out with a sync. What was refused waits for a person instead.
    package var toSync: Int { unsettled - quarantined }
}

/// A change of this replica that was restamped: its former form, which someone may have from a bundle.
package struct FormerChange: Hashable, Sendable {
    /// The id of the form that replaces it.
    package let now: ChangeID
    package let bytes: [UInt8]

    package init(now: ChangeID, bytes: [UInt8]) {
        self.now = now
        self.bytes = bytes
    }
}
