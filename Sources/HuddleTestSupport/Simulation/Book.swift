import HuddleCore
import HuddleStore
import HuddleWire

/// Every change that was ever seen in a simulation, decoded once, and what each amounts to.
struct Book {
    /// What a change says, whatever its stamp became: a change that was restamped says the same.
    struct Essence: Hashable {
        let replica: ReplicaID
        let index: UInt64
        let record: RecordID
        let writes: [Change.Write]
        /// Of its first form: a copy may write the same words under the same index.
        let stamp: Stamp

        init(_ change: Change, stamp: Stamp) {
            replica = change.replica
            index = change.index
            record = change.record
            writes = change.writes
            self.stamp = stamp
        }
    }

    struct Page {
        let stored: StoredChange
        /// Equal numbers, equal essences.
        let essence: Int
    }

    /// Bytes that this server cannot read, by the ids of changes that clients can.
    private(set) var unreadable: Set<ChangeID> = []
    /// What says the same as a change that the server must refuse, and so may be in quarantine.
    private var refusable: Set<Int> = []
    /// Written by a newer program: more in their bytes than this version would write.
    var newer: Set<ChangeID> = []
    /// The former forms of what was restamped, by the new form.
    private(set) var former: [ChangeID: Set<ChangeID>] = [:]
    private var pages: [ChangeID: Page] = [:]
    private var essences: [Essence: Int] = [:]

    /// The change under its id. What was seen before must be the same bytes now.
    mutating func page(_ id: ChangeID, _ bytes: [UInt8]) throws -> Page {
        if let page = pages[id], page.stored.bytes == bytes { return page }
        let stored: StoredChange
        do throws(ChangeError) {
            stored = try StoredChange(bytes: bytes, hash: Fingerprint.hash128)
        } catch {
            throw Violation(invariant: .unknownFieldsSurvive, detail: "\(id.hex) is unreadable: \(error)")
        }
        if let page = pages[id] {
            try hold(
                page.stored.change.isSameStatement(as: stored.change), .nothingDisappears,
                "\(id.hex) stands for two values: whoever holds one takes the other for known")
            throw Violation(invariant: .unknownFieldsSurvive, detail: "the bytes of \(id.hex) changed")
        }
        return add(stored, as: id)
    }

    mutating func add(_ stored: StoredChange, as id: ChangeID) -> Page {
        let essence = Essence(stored.change, stamp: stored.change.stamp)
        let first = (former[id] ?? []).compactMap { pages[$0]?.essence }.first
        let number = first ?? essences[essence] ?? essences.count
        essences[essence] = number
        let page = Page(stored: stored, essence: number)
        pages[id] = page
        return page
    }

    subscript(id: ChangeID) -> Page? { pages[id] }

    func change(_ id: ChangeID) -> Change? { pages[id]?.stored.change }

    func essences(of ids: some Sequence<ChangeID>) -> Set<Int> {
        Set(ids.lazy.compactMap { pages[$0]?.essence })
    }

    /// Notes that a log restamped a change: the new form says the same.
    mutating func note(_ old: ChangeID, isFormerOf new: ChangeID) {
        former[new, default: []].insert(old)
    }

    /// Notes bytes that the server will not be able to read.
    mutating func poison(_ id: ChangeID) {
        unreadable.insert(id)
        expectRefusal(of: id)
    }

    /// Notes a change that the server must refuse.
    mutating func expectRefusal(of id: ChangeID) {
        if let page = pages[id] { refusable.insert(page.essence) }
    }

    func mayBeRefused(_ id: ChangeID) -> Bool { pages[id].map { refusable.contains($0.essence) } ?? false }
}

extension Change {
    /// Whether both say the same, whatever their stamps became.
    fileprivate func isSameStatement(as other: Change) -> Bool {
        Book.Essence(self, stamp: .zero) == Book.Essence(other, stamp: .zero)
    }
}
