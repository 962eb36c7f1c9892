package import HuddleCore

/// What lists, exports and look-ups ask of a store.
package protocol EntryReader {
    /// The entries that `filter` wants, one at a time, so that any number fits in memory.
    func eachEntry(matching filter: EntryFilter, _ body: (StoredProjection) throws -> Void) throws

    /// What puts the entries that `filter` wants in order, in no order of its own and without their texts: any number
    /// is read in a fraction of the time of the entries themselves. The filter's limit and order do not count.
    ///
    /// - Parameter newest: Of so many at most: those that changed last. Nil for all.
    func eachOutline(matching filter: EntryFilter, newest: Int?, _ body: (EntryOutline) throws -> Void) throws

    /// The entries at these places, in the order of the places.
    func eachEntry(at places: [RecordPlace], _ body: (StoredProjection) throws -> Void) throws

    /// One record of any type, deleted or not.
    func projection(of id: RecordID) throws(StoreError) -> StoredProjection?

    /// The records of a type that are in sight: meetings by day, the latest first; others as they were created.
    func projections(of type: RecordType, limit: Int?) throws(StoreError) -> [StoredProjection]

    /// The records in sight that have cells in conflict, or were edited while they were deleted; as they were created.
    func conflicted() throws(StoreError) -> [StoredProjection]

    /// The records of a type in sight that belong to `parent`, as they were created.
    func children(of parent: RecordID, type: RecordType) throws(StoreError) -> [StoredProjection]

    /// The records in sight that link to `target`, as they were created.
    func links(to target: RecordID) throws(StoreError) -> [IncomingLink]

    /// The records in sight that have all terms of `query`, the latest to arrive first, at most `limit`.
    ///
    /// - Parameter filter: Where given, only entries that it wants; its order and limit do not count.
    func found(by query: SearchQuery, matching filter: EntryFilter?, limit: Int) throws(StoreError) -> [FoundRecord]

    /// What the entries in sight name in a field, spelled as it was written, in the order of the bytes.
    func names(in field: NamedField) throws(StoreError) -> [NameCount]

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

/// A link seen from its other end.
package struct IncomingLink: Hashable, Sendable {
    package let verb: OpenWord<LinkVerb>
    package let source: StoredProjection

    package init(verb: OpenWord<LinkVerb>, source: StoredProjection) {
        self.verb = verb
        self.source = source
    }
}

/// The fields whose values people type again and again.
package enum NamedField: Int, CaseIterable, Hashable, Sendable {
    case customer = 1
    case product = 2
    case site = 3
    case owner = 4
    case tag = 5
}

/// How many entries in sight name something.
package struct NameCount: Hashable, Sendable {
    package let name: String
    package let total: Int
    /// Those of them that are open.
    package let open: Int

    package init(name: String, total: Int, open: Int) {
        self.name = name
        self.total = total
        self.open = open
    }
}

extension EntryReader {
    package func eachOutline(matching filter: EntryFilter, _ body: (EntryOutline) throws -> Void) throws {
        try eachOutline(matching: filter, newest: nil, body)
    }
}
