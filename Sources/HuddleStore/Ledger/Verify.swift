package import HuddleCore

/// Something that a check of a log found wrong.
package enum Finding: Hashable, Sendable {
    case storage(String)
    /// The bytes do not have the id that they are stored under, or are no change.
    case badChange(ChangeID)
    /// What is stored of a record is not what its changes add up to.
    case staleRecord(RecordID)
    /// Changes that no record knows of.
    case strayChanges(Int)
    /// The log's chain does not end in what the cursor says.
    case brokenChain(seq: UInt64)
}

extension Finding: CustomStringConvertible {
    package var description: String {
        switch self {
        case .storage(let detail): "the database: \(detail.visible)"
        case .badChange(let id): "change \(id.hex) is damaged"
        case .staleRecord(let id): "record \(id.text) is not what its changes add up to"
        case .strayChanges(let count): "\(count) changes belong to no record"
        case .brokenChain(let seq): "the chain of the log breaks at \(seq)"
        }
    }
}

extension SpaceReader {
    /// Derives every record anew from its changes and compares, recomputes the ids and the chain. A record at a time, so
    /// that any log fits in memory.
    package func verify(hash: Hash128) throws(StoreError) -> [Finding] {
        var findings: [Finding] = []
        var last: RecordID?
        var seen = 0
        while true {
            let ids = try recordIDs(after: last, limit: 500)
            if ids.isEmpty { break }
            last = ids.last
            let stored = try records(ids)
            for id in ids { try verify(id, stored[id], hash, &seen, &findings) }
        }
        let count = try counts().changes
        if count != seen { findings.append(.strayChanges(count - seen)) }
        try verifyChain(hash, &findings)
        return findings
    }

    private func verify(
        _ id: RecordID, _ stored: Record?, _ hash: Hash128, _ seen: inout Int, _ findings: inout [Finding]
    ) throws(StoreError) {
        var set = RecordSet()
        for change in try changes(of: id) {
            seen += 1
            if ChangeID(hash(change.bytes)) != change.id { findings.append(.badChange(change.id)) }
            set.merge(change.change, id: change.id)
        }
        let derived = set[id]
        let isSame =
            derived.map { [$0] }.map { StateDump.dump($0) } == stored.map { [$0] }.map { StateDump.dump($0) }
            && derived?.awaited == stored?.awaited
        let shown = try projection(of: id)?.projection
        if !isSame || shown != derived.map({ Projection($0) }) { findings.append(.staleRecord(id)) }
    }

    private func verifyChain(_ hash: Hash128, _ findings: inout [Finding]) throws(StoreError) {
        let wanted = try state().cursor
        var cursor = Cursor.start
        while cursor.seq < wanted.seq {
            let page = try log(after: cursor.seq, page: .full)
            guard let first = page.first, first.seq == cursor.seq + 1 else { break }
            for logged in page where logged.seq == cursor.seq + 1 {
                cursor = cursor.advanced(over: logged.id, hash: hash)
            }
        }
        if cursor != wanted { findings.append(.brokenChain(seq: cursor.seq)) }
    }
}
