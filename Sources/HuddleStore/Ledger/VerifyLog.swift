package import HuddleCore

extension SpaceReader {
    /// Hashes every change of the log anew and recomputes the chain over them. What was made of the changes is left aside, which
    /// is `verify`'s business, so this takes no longer than reading the log does.
    package func verifyLog(hash: Hash128) throws(StoreError) -> [Finding] {
        var findings: [Finding] = []
        let wanted = try state().cursor
        var cursor = Cursor.start
        while cursor.seq < wanted.seq {
            let page = try log(after: cursor.seq, page: .full)
            guard page.first?.seq == cursor.seq + 1 else { break }
            for logged in page where logged.seq == cursor.seq + 1 {
                let id = ChangeID(hash(logged.bytes))
                if id != logged.id { findings.append(.badChange(logged.id, of: nil)) }
                cursor = cursor.advanced(over: id, hash: hash)
            }
        }
        if cursor != wanted { findings.append(.brokenChain(seq: cursor.seq)) }
        return findings
    }
}
