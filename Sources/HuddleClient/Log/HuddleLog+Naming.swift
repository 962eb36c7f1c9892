package import HuddleCore
package import HuddleStore

/// What people call records: ids, numbers of the last list, `@last`.
extension HuddleLog {
    /// What the last command here wrote.
    package static let lastWord = "@last"

    /// The one record that a word names; a meeting is named by its title, too.
    ///
    /// - Throws: `LookupError`.
    package func find(_ text: String, type: RecordType? = nil) throws -> StoredProjection {
        let found = try named(text, type: type)
        if let only = found.first, found.count == 1 { return only }
        throw LookupError.ambiguous(text, candidates: found.map { LookupError.Candidate($0) })
    }

    /// All records that words name, each once: ids, numbers and ranges of the last list (`3`, `2-5`), `@last`, also
    /// several in one word with commas between.
    ///
    /// - Throws: `LookupError`.
    package func findAll(_ words: [String], type: RecordType? = nil) throws -> [StoredProjection] {
        var found: [StoredProjection] = []
        for word in words.flatMap({ $0.split(separator: ",") }) {
            for stored in try named(String(word).trimmed, type: type)
            where !found.contains(where: { $0.projection.id == stored.projection.id }) {
                found.append(stored)
            }
        }
        return found
    }

    /// Remembers what was listed, so that its numbers name the entries.
    ///
    /// - Returns: Whether it will be remembered. Where it is not, no numbers are to be shown.
    package func rememberList(_ ids: [RecordID]) -> Bool {
        guard let listPath else { return false }
        let bytes = Array(ids.map { $0.text + "\n" }.joined().utf8)
        return (try? Files.write(bytes, to: listPath, isDurable: false)) != nil
    }

    private func named(_ word: String, type: RecordType?) throws -> [StoredProjection] {
        if word.lowercased() == Self.lastWord { return try last(type: type) }
        if let numbers = Self.numbers(word) { return try listed(numbers, word, type) }
        return [try identified(word, type: type)]
    }

    /// The record that a short or full id names, or else the latest meeting with this title.
    private func identified(_ text: String, type: RecordType?) throws -> StoredProjection {
        let found = try store.read { try $0.identified(text, limit: Self.candidatesShown) }
        let wanted = found.filter { type == nil || $0.projection.type == type }
        if let only = wanted.first, wanted.count == 1 { return only }
        if wanted.isEmpty, type == .meeting, let meeting = try meeting(titled: text) { return meeting }
        guard !found.isEmpty else {
            let nearest = try nearest(to: text, type: type)
            throw type == .meeting ? LookupError.noMeeting(text, nearest: nearest) : .unknown(text, nearest: nearest)
        }
        if wanted.isEmpty, let type {
            throw LookupError.wrongType(text, found: found[0].projection.type, wanted: type)
        }
        throw LookupError.ambiguous(text, candidates: wanted.map { LookupError.Candidate($0) })
    }

    private func meeting(titled title: String) throws -> StoredProjection? {
        let folded = Names.folded(title)
        return try meetings(limit: Self.meetingsLookedThrough).first {
            Names.folded(Meeting($0.projection).title) == folded
        }
    }

    /// What the next undo would take back.
    package func undoable() throws -> Set<RecordID> {
        try store.read { reader in
            guard let deed = try reader.deeds().first(where: { !$0.isUndone }) else { return [] }
            return Set(try reader.held(deed.changes).values.map(\.record))
        }
    }

    /// What the last command wrote, even if it was undone, so that it can be brought back; of a comment, what it is about.
    private func last(type: RecordType?) throws -> [StoredProjection] {
        let found = try store.read { reader in
            guard let deed = try reader.deeds().first else { return [StoredProjection]() }
            let held = try reader.held(deed.changes)
            var found: [StoredProjection] = []
            for id in deed.changes {
                guard let record = held[id]?.record, var stored = try reader.projection(of: record) else { continue }
                if stored.projection.type == .comment, let parent = Comment(stored.projection).parent {
                    stored = try reader.projection(of: parent) ?? stored
                }
                if !found.contains(where: { $0.projection.id == stored.projection.id }) { found.append(stored) }
            }
            return found
        }
        guard let first = found.first else { throw LookupError.nothingWritten }
        let wanted = found.filter { type == nil || $0.projection.type == type }
        if wanted.isEmpty, let type {
            throw LookupError.wrongType(Self.lastWord, found: first.projection.type, wanted: type)
        }
        return wanted
    }

    private func listed(_ numbers: ClosedRange<Int>, _ word: String, _ type: RecordType?) throws -> [StoredProjection] {
        let bytes = try listPath.flatMap { try Files.readWhole($0, limit: Limits.importFileBytes) }
        guard let bytes else { throw LookupError.noList(word) }
        let ids = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { RecordID($0) }
        for number in [numbers.lowerBound, numbers.upperBound] where number < 1 || number > ids.count {
            throw LookupError.notListed(number, of: ids.count)
        }
        return try numbers.map { number in
            guard let found = try stored(ids[number - 1]) else { throw LookupError.notListed(number, of: ids.count) }
            let foundType = found.projection.type
            if let type, foundType != type {
                throw LookupError.wrongType(String(number), found: foundType, wanted: type)
            }
            return found
        }
    }

    /// `3`, `2-5`. Short ids have no digits, and full ones more of them.
    private static func numbers(_ word: String) -> ClosedRange<Int>? {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ (1...6).contains($0.count) }),
            let first = parts.first.flatMap({ Int($0) }), let last = parts.last.flatMap({ Int($0) }), first <= last
        else { return nil }
        return first...last
    }

    private static let candidatesShown = 10

    /// Meetings that a title is looked for in, the latest first.
    private static let meetingsLookedThrough = 500
}
