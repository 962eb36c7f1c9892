package import HuddleCore

/// What lists, exports and look-ups ask of a store.
package protocol EntryReader {
    /// The entries that `filter` wants, one at a time, so that any number fits in memory.
    func eachEntry(matching filter: EntryFilter, _ body: (StoredProjection) throws -> Void) throws

    /// One record of any type, deleted or not.
    func projection(of id: RecordID) throws(StoreError) -> StoredProjection?

    /// The records of a type that are in sight: meetings by day, the latest first; others as they were created.
    func projections(of type: RecordType, limit: Int?) throws(StoreError) -> [StoredProjection]

    /// The records in sight that have cells in conflict, or were edited while they were deleted; as they were created.
    func conflicted() throws(StoreError) -> [StoredProjection]

    /// The records whose short id starts with these letters, at most `limit`.
    func candidates(for shortID: ClosedRange<UInt64>, limit: Int) throws(StoreError) -> [StoredProjection]
}

/// A record as a reader sees it, with what only the store can say.
package struct StoredProjection: Hashable, Sendable {
    package let projection: Projection
    /// The fewest letters that name it among all records held.
    package let shortID: String
    /// Whether every change of it has been read back from the log.
    package let settled: Bool

    package init(projection: Projection, shortID: String, settled: Bool) {
        self.projection = projection
        self.shortID = shortID
        self.settled = settled
    }
}
