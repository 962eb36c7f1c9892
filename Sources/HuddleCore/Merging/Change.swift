/// An immutable write by one replica at one stamp: one record, one or more cells.
///
/// A change is stored and forwarded as the exact bytes its author wrote (`ChangeCodec`); this is what
/// those bytes mean to this version.
package struct Change: Hashable, Sendable {
    /// One cell's new value.
    package struct Write: Hashable, Sendable {
        package var cell: CellName
        package var value: Value

        package init(_ cell: CellName, _ value: Value) {
            self.cell = cell
            self.value = value
        }
    }

    package var stamp: Stamp
    package var replica: ReplicaID
    /// Counts this replica's changes: 1, 2, 3 …
    package var index: UInt64
    package var record: RecordID
    /// Of a birth: the type of the record that it gives birth to. Nil for a change of a record that has its birth elsewhere.
    package var type: RecordType?
    /// At least one; each cell at most once.
    package var writes: [Write]
    /// The heads that the author saw in the cells it writes. A delete lists those of the whole record.
    package var bases: [ChangeID]
    /// When the author says it was written, where it was restamped. A claim: it orders nothing.
    package var claimed: Stamp?

    /// - Parameters:
    ///   - record: Of a birth, one that is derived: `birth(…)` makes all others.
    ///   - type: Nil for a change that is no birth.
    package init(
        stamp: Stamp, replica: ReplicaID, index: UInt64, record: RecordID, type: RecordType? = nil, writes: [Write],
        bases: [ChangeID], claimed: Stamp? = nil
    ) {
        self.stamp = stamp
        self.replica = replica
        self.index = index
        self.record = record
        self.type = type
        self.writes = writes
        self.bases = bases
        self.claimed = claimed
    }

    /// The birth of a record that somebody captured: its id follows from who writes what.
    package static func birth(
        stamp: Stamp, replica: ReplicaID, index: UInt64, type: RecordType, writes: [Write], bases: [ChangeID] = [],
        claimed: Stamp? = nil, hash: Hash128
    ) -> Change {
        Change(
            stamp: stamp, replica: replica, index: index,
            record: bornRecord(replica: replica, index: index, type: type, writes: writes, hash: hash), type: type,
            writes: writes, bases: bases, claimed: claimed)
    }

    package var isBirth: Bool { type != nil }

    /// When the author wrote it, as far as anyone knows: what is claimed, but never later than the stamp.
    package var time: WallTime { min(claimed ?? stamp, stamp).time }
}
