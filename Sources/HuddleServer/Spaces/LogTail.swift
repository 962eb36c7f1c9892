import HuddleCore
import HuddleStore

/// A log's last changes in memory, with the chain behind each: nearly every caller has read all but a few of them, and
/// is answered without looking for rows or hashing ids.
///
/// It is a copy of what is stored and may be forgotten at any moment. It notices by the chain when it is none.
struct LogTail: Sendable {
    struct Entry: Sendable {
        let id: ChangeID
        let replica: ReplicaID
        let bytes: [UInt8]
        /// The log's chain up to and with this change.
        let chain: Digest128
    }

    /// The cursor before the first entry, nil before anything was read.
    private var start: Cursor?
    private var entries: [Entry] = []
    private var byteCount = 0

    /// The cursor behind the last entry.
    var end: Cursor? {
        start.map { Cursor(seq: $0.seq + UInt64(entries.count), chain: entries.last?.chain ?? $0.chain) }
    }

    /// Reads what the log has gained.
    ///
    /// - Returns: The log's head as this reader sees it. The tail may be ahead of that, by what was committed since.
    @discardableResult
    mutating func catchUp(with reader: any SpaceReader, hash: Hash128) throws(StoreError) -> Cursor {
        let head = try reader.state().cursor
        guard let end else {
            start(at: head)
            return head
        }
        if head.seq <= end.seq {
            if chain(at: head.seq) != head.chain { start(at: head) }
            return head
        }
        var cursor = end
        for logged in try reader.log(after: end.seq, page: .full) {
            cursor = cursor.advanced(over: logged.id, hash: hash)
            byteCount += logged.bytes.count
            entries.append(
                Entry(id: logged.id, replica: logged.replica, bytes: logged.bytes, chain: cursor.chain))
        }
        // Too far behind for one page, or the log is another one.
        if cursor != head { start(at: head) }
        trim()
        return head
    }

    /// The chain after `seq` changes, nil where that is not known here.
    func chain(at seq: UInt64) -> Digest128? {
        guard let start, seq >= start.seq, seq - start.seq <= UInt64(entries.count) else { return nil }
        return seq == start.seq ? start.chain : entries[Int(seq - start.seq) - 1].chain
    }

    /// The page behind a cursor, as `SpaceReader.log` has it; nil where it begins before the first entry.
    func page(after seq: UInt64, _ limit: PageLimit) -> ArraySlice<Entry>? {
        guard let start, seq >= start.seq, seq - start.seq <= UInt64(entries.count) else { return nil }
        let first = Int(seq - start.seq)
        var (last, bytes) = (first, 0)
        while last < entries.count, last - first < limit.changes, bytes < limit.bytes {
            bytes += entries[last].bytes.count
            last += 1
        }
        return entries[first..<last]
    }

    private mutating func start(at head: Cursor) {
        start = head
        entries = []
        byteCount = 0
    }

    /// Half at a time, so that each entry is moved about once.
    private mutating func trim() {
        guard entries.count > 2 * Limits.tailChanges || byteCount > 2 * Limits.tailBytes, let start else { return }
        var dropped = 0
        while entries.count - dropped > Limits.tailChanges || byteCount > Limits.tailBytes {
            byteCount -= entries[dropped].bytes.count
            dropped += 1
        }
        self.start = Cursor(seq: start.seq + UInt64(dropped), chain: entries[dropped - 1].chain)
        entries.removeFirst(dropped)
    }
}
