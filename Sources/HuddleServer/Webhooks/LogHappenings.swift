import HuddleCore
import HuddleStore

/// Finds what the changes of one log made happen.
struct LogHappenings {
    /// One page of the log, looked through.
    struct Page {
        /// The log up to the page's end.
        let end: Cursor
        let found: [(change: ChangeID, happening: Happening)]
        /// Whether the log goes on behind it.
        let hasMore: Bool
    }

    private let reader: any SpaceReader
    private let hash: Hash128

    init(_ reader: any SpaceReader, hash: @escaping Hash128) {
        self.reader = reader
        self.hash = hash
    }

    /// Where a reader goes on that was at `position`: there, or at the log's end where this log has another history. Its members send
    /// again what a log lacks after it was restored, and then it is behind that end.
    func start(from position: Cursor) throws(StoreError) -> Cursor {
        if try reader.chain(at: position.seq, hash: hash) == position.chain { return position }
        return try reader.state().cursor
    }

    func page(after start: Cursor) throws -> Page {
        let limit = PageLimit(changes: Limits.webhookPage, bytes: Limits.pageBytes)
        let logged = try reader.log(after: start.seq, page: limit)
        var end = start
        var tracks: [RecordID: Track] = [:]
        var found: [(change: ChangeID, happening: Happening)] = []
        for item in logged {
            end = end.advanced(over: item.id, hash: hash)
            guard let change = try? Change(decoding: item.bytes, hash: hash), Moment.mayMatter(change) else { continue }
            // Out of the dictionary while it changes, so that nothing is copied.
            var track = try tracks.removeValue(forKey: change.record) ?? Track(of: change.record, reader)
            found += try happenings(at: item.seq, &track).map { (item.id, $0) }
            tracks[change.record] = track
        }
        return Page(end: end, found: found, hasMore: try reader.state().cursor.seq > end.seq)
    }

    /// What one change made happen, nil where it is not in the log.
    func happenings(of id: ChangeID) throws -> (change: Change, happenings: [Happening])? {
        guard let seq = try reader.held([id])[id]?.seq,
            let logged = try reader.log(after: seq - 1, page: PageLimit(changes: 1, bytes: Limits.changeBytes)).first,
            let change = try? Change(decoding: logged.bytes, hash: hash)
        else { return nil }
        var track = try Track(of: change.record, reader)
        return (change, try happenings(at: seq, &track))
    }

    private func happenings(at seq: UInt64, _ track: inout Track) throws -> [Happening] {
        let before = track.record(before: seq).flatMap { Projection($0) }
        guard let after = track.record(before: seq + 1).flatMap({ Projection($0) }) else { return [] }
        let lookup = Lookup(reader)
        let happenings = Moment(before: before, after: after, find: lookup.find).happenings
        if let failure = lookup.failure { throw failure }
        return happenings
    }
}

/// One record as it was at each place of the log, from the start to the end.
private struct Track {
    private let changes: [(seq: UInt64, stored: StoredChange)]
    private let record: RecordID
    private var set = RecordSet()
    private var next = 0

    init(of record: RecordID, _ reader: any SpaceReader) throws(StoreError) {
        self.record = record
        let all = try reader.changes(of: record)
        let places = try reader.held(all.map(\.id))
        changes = all.compactMap { stored in (places[stored.id]?.seq).map { ($0, stored) } }.sorted { $0.seq < $1.seq }
    }

    /// - Parameter seq: Never less than the time before.
    mutating func record(before seq: UInt64) -> Record? {
        while next < changes.count, changes[next].seq < seq {
            set.merge(changes[next].stored.change, id: changes[next].stored.id)
            next += 1
        }
        return set[record]
    }
}

/// Looks records up for a function that does not throw.
private final class Lookup {
    private let reader: any SpaceReader
    private(set) var failure: StoreError?

    init(_ reader: any SpaceReader) {
        self.reader = reader
    }

    func find(_ id: RecordID) -> Projection? {
        do throws(StoreError) {
            return try reader.projection(of: id)?.projection
        } catch {
            failure = error
            return nil
        }
    }
}
