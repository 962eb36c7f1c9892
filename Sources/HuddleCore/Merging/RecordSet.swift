/// The records that a set of changes adds up to, all in memory.
///
/// What a store does with tables, for where there is none: vectors, comparison with other
/// implementations, a page in a browser.
package struct RecordSet: Sendable {
    private struct Item: Sendable {
        var record: Record
        var held: Set<ChangeID>
    }

    private var items: [RecordID: Item] = [:]

    package init() {}

    /// In the order of their ids.
    package var records: [Record] {
        items.values.map { $0.record }.sorted { $0.id < $1.id }
    }

    package subscript(id: RecordID) -> Record? { items[id]?.record }

    /// Adds what `bytes` say. A change that is held already changes nothing.
    ///
    /// - Throws: `ChangeError` when the bytes are no change.
    package mutating func merge(_ bytes: [UInt8], hash: Hash128) throws(ChangeError) {
        merge(try Change(decoding: bytes, hash: hash), id: ChangeID(hash(bytes)))
    }

    package mutating func merge(_ change: Change, id: ChangeID) {
        guard var item = items[change.record] else {
            items[change.record] = Item(record: Record(change, id: id), held: [id])
            return
        }
        guard !item.held.contains(id) else { return }
        // Out of the dictionary while it changes, so that nothing is copied.
        items[change.record] = nil
        let held = item.held
        item.record.merge(change, id: id) { held.contains($0) }
        item.held.insert(id)
        items[change.record] = item
    }
}
