import HuddleCore
import HuddleStore

/// What somebody meant who slipped in a short id.
extension HuddleLog {
    /// The record whose short id is one slip away: a letter wrong, missing, too many, or two swapped. Nil where there is none, or
    /// more than one.
    func nearest(to text: String, type: RecordType?) throws -> LookupError.Candidate? {
        let letters = Array(text.lowercased().utf8)
        guard (ShortID.fewestLetters - 1...ShortID.letterCount).contains(letters.count) else { return nil }
        let found = try store.read { reader in
            var found: [RecordID: StoredProjection] = [:]
            for slip in Set(Self.slips(letters)) {
                guard slip.count >= ShortID.fewestLetters,
                    let range = ShortID.range(of: String(decoding: slip, as: UTF8.self))
                else { continue }
                for stored in try reader.candidates(for: range, limit: 2) where Self.isMeant(stored, type) {
                    found[stored.projection.id] = stored
                }
                if found.count > 1 { break }
            }
            return found
        }
        guard let only = found.values.first, found.count == 1 else { return nil }
        return LookupError.Candidate(only)
    }

    private static func isMeant(_ stored: StoredProjection, _ type: RecordType?) -> Bool {
        stored.projection.presence != .deleted && (type == nil || stored.projection.type == type)
    }

    private static func slips(_ letters: [UInt8]) -> [[UInt8]] {
        var slips: [[UInt8]] = []
        for place in 0...letters.count {
            let (before, after) = (letters[..<place], letters[place...])
            slips += ShortID.alphabet.map { before + [$0] + after }
            guard let letter = after.first else { continue }
            slips.append(Array(before + after.dropFirst()))
            slips += ShortID.alphabet.map { before + [$0] + after.dropFirst() }
            guard let next = after.dropFirst().first else { continue }
            slips.append(before + [next, letter] + after.dropFirst(2))
        }
        return slips
    }
}
