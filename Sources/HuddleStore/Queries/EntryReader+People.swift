package import HuddleCore

/// Who takes part, and what records are called.
extension EntryReader {
    package func people() throws(StoreError) -> [Person] {
        try projections(of: .person, limit: nil).map { Person($0.projection) }
    }

    /// Where the person of this name writes from; nowhere, where nobody is known by it.
    package func replicas(of name: String) throws(StoreError) -> [ReplicaID] {
        let folded = Names.folded(name)
        return try people().filter { Names.folded($0.name) == folded }.flatMap(\.replicas)
    }

    /// The records that a whole or short id names, of whatever type: one for a whole id, at most `limit` for a short one.
    package func identified(_ text: String, limit: Int) throws(StoreError) -> [StoredProjection] {
        if let id = RecordID(text), let stored = try projection(of: id) { return [stored] }
        guard text.utf8.count >= ShortID.fewestLetters, let range = ShortID.range(of: text) else { return [] }
        return try candidates(for: range, limit: limit)
    }
}
