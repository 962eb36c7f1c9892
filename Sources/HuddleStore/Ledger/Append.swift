package import HuddleCore

extension SpaceWriter {
    /// Puts changes behind the end of the log without judging them: another log had them in this order, and the chain over
    /// them is to come out the same.
    ///
    /// - Returns: The log's new end; nil where one of them is in the log already, which a chain never holds twice. The
    ///   transaction must be given up then.
    package func append(_ changes: [StoredChange], hash: Hash128) throws(StoreError) -> Cursor? {
        var state = try state()
        var new: [NewChange] = []
        for change in changes {
            state.cursor = state.cursor.advanced(over: change.id, hash: hash)
            if state.cursor.seq % Limits.chainCheckpointInterval == 0 { try remember(state.cursor) }
            new.append(NewChange(change, seq: state.cursor.seq))
        }
        guard try merge(new).merged == new.count else { return nil }
        try setState(state)
        return state.cursor
    }
}
