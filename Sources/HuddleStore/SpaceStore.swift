package import HuddleCore

/// Where one space's log is kept, on a laptop as on a server.
///
/// Every call blocks; a program that serves many calls it from threads of its own. The rules of merging,
/// admitting and settling are written once, over these primitives (`Ledger/`); an implementation only stores.
/// `StoreContract` in HuddleTestSupport says what each must do.
package protocol SpaceStore: Sendable {
    /// Runs `body` on one unchanging state of the space.
    func read<Result>(_ body: (any SpaceReader) throws -> Result) throws -> Result

    /// Runs `body` as the only writer. What it wrote is durable when this returns, and gone when it throws.
    func write<Result>(_ body: (any SpaceWriter) throws -> Result) throws -> Result
}

/// What can be asked inside a transaction.
package protocol SpaceReader: EntryReader {
    func state() throws(StoreError) -> SpaceState

    /// Which of `ids` are held, and where they stand in the log.
    func held(_ ids: [ChangeID]) throws(StoreError) -> [ChangeID: HeldChange]

    /// The merged state of those of `ids` that exist.
    func records(_ ids: [RecordID]) throws(StoreError) -> [RecordID: Record]

    /// Every held change of one record, in the order of their arrival.
    func changes(of record: RecordID) throws(StoreError) -> [StoredChange]

    /// The next changes of the log, in its order.
    func log(after seq: UInt64, page: PageLimit) throws(StoreError) -> [LoggedChange]

    /// The chain after `seq` changes, nil beyond the head.
    func chain(at seq: UInt64, hash: Hash128) throws(StoreError) -> Digest128?

    /// What has not been read back from the log, in the order in which it was written; without what is in quarantine.
    func outbox(after key: ArrivalKey?, page: PageLimit) throws(StoreError) -> [ArrivedChange]

    /// The ids of all records, in their order, page by page.
    func recordIDs(after id: RecordID?, limit: Int) throws(StoreError) -> [RecordID]

    /// Everything that is held, in the order in which it arrived.
    func changes(after key: ArrivalKey?, page: PageLimit) throws(StoreError) -> [ArrivedChange]

    /// Everything that is held with what it is looked up by, in the order in which it arrived.
    func filedChanges(after key: ArrivalKey?, page: PageLimit) throws(StoreError) -> [FiledChange]

    /// Whether what is stored of a record refers to a change that is not there, or that is another record's: one that came after
    /// a row was lost takes its place. By look-ups alone: this is asked of every record.
    func lacksChanges(_ record: RecordID, hash: Hash128) throws(StoreError) -> Bool

    /// Whether anything that this replica wrote is or was held. One look-up, however long the log is.
    func hasChanges(of replica: ReplicaID) throws(StoreError) -> Bool

    /// The greatest stamp among a replica's changes that have a place in the log, zero for none.
    ///
    /// Reads the whole log: only a client asks for it, and only when it restamps.
    ///
    /// - Parameter limit: What is stamped after that does not count.
    func lastSettledStamp(of replica: ReplicaID, notAfter limit: Stamp) throws(StoreError) -> Stamp

    /// The greatest stamp among a record's changes, zero for none.
    ///
    /// - Parameter limit: What is stamped after that does not count.
    func latestStamp(in record: RecordID, notAfter limit: Stamp) throws(StoreError) -> Stamp

    /// Which of `ids` are former forms of changes that this log restamped.
    func former(_ ids: [ChangeID]) throws(StoreError) -> [ChangeID: FormerChange]

    /// How many changes of each replica are held, and the sum of their ids.
    func digests() throws(StoreError) -> [ReplicaDigest]

    func counts() throws(StoreError) -> StoreCounts

    /// What the log takes in its storage, with all that is kept beside the changes, and what this transaction has written so
    /// far. No look at every change: this is asked with each page that is pushed.
    func storedBytes() throws(StoreError) -> UInt64

    func waiting() throws(StoreError) -> WaitingCounts

    func quarantine() throws(StoreError) -> [QuarantinedChange]

    /// The latest deeds, the last one first.
    func deeds() throws(StoreError) -> [Deed]
}

/// What can be done inside a writing transaction.
package protocol SpaceWriter: SpaceReader {
    func setState(_ state: SpaceState) throws(StoreError)

    /// Stores changes that are not held yet, and the records that they alter, search and lists included.
    func insert(_ changes: [NewChange], altering records: [Record]) throws(StoreError)

    /// Notes where held changes stand in the log.
    func settle(_ changes: [(id: ChangeID, seq: UInt64)]) throws(StoreError)

    /// Remembers the chain at a seq, so that `chain(at:)` need not start from the beginning.
    func remember(_ cursor: Cursor) throws(StoreError)

    /// Takes changes out that nobody else holds, because better ones take their place in the same transaction.
    /// What they had replaced stands again.
    func discard(_ ids: [ChangeID]) throws(StoreError)

    /// Remembers former forms by their ids. Where one of `now` is itself replaced later, the former ones follow.
    func remember(_ former: [ChangeID: FormerChange]) throws(StoreError)

    func quarantine(_ refusals: [Refusal]) throws(StoreError)

    /// Lets changes out of quarantine: the next sync offers them again.
    func release(_ ids: [ChangeID]) throws(StoreError)

    /// Remembers what a command wrote, and forgets what is older than `Limits.deedsKept`.
    func note(_ changes: [ChangeID]) throws(StoreError)

    func update(_ deed: Deed) throws(StoreError)

    /// What the storage itself finds wrong with its files and indexes; empty when it is sound.
    func integrityFaults() throws(StoreError) -> [String]

    /// Writes everything that can be derived from the changes anew: records, lists, search.
    func rebuild(hash: Hash128) throws(StoreError)

    /// Forgets every place in the log: all that is held becomes unsettled, and the cursor starts anew.
    func forgetLog() throws(StoreError)
}
