import HuddleCore
import HuddleStore

/// The words of a list are refused with a reason, or mean on any later day what they were understood to mean.
enum FilterFuzz {
    private static let today = CivilDate(daysSince1970: 20_778)

    /// Each line is a word: its first byte says which, the others are its value.
    static func run(_ bytes: [UInt8]) {
        var words = FilterWords()
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let name = FilterWords.Name.allCases[Int(line.first ?? 0) % FilterWords.Name.allCases.count]
            try? words.add(name, name.isFlag ? "" : String(decoding: line.dropFirst(), as: UTF8.self))
        }
        let filter: EntryFilter
        do {
            filter = try meaning(of: words, today)
            _ = try FilterWords.limit(words[.limit], otherwise: nil)
        } catch let error as WordError {
            precondition(!error.description.isEmpty, "a refusal without a reason")
            return
        } catch {
            preconditionFailure("an error of another kind")
        }
        precondition(!words.phrase(filter, .utc).isEmpty, "a list of nothing")
        // What is overdue is so on its day.
        guard !words.has(.overdue) else { return }
        let settled = words.settled(filter, .utc)
        precondition((try? meaning(of: settled, today.adding(days: 400))) == filter, "it means something else later")
    }

    private static func meaning(of words: FilterWords, _ today: CivilDate) throws -> EntryFilter {
        try words.filter(in: EmptyLog(), me: "Jo", meeting: nil, today: today, .utc)
    }
}

/// A log with nothing in it.
private struct EmptyLog: EntryReader {
    func eachEntry(matching filter: EntryFilter, _ body: (StoredProjection) throws -> Void) {}
    func eachOutline(matching filter: EntryFilter, _ body: (EntryOutline) throws -> Void) {}
    func eachEntry(at places: [RecordPlace], _ body: (StoredProjection) throws -> Void) {}
    func projection(of id: RecordID) -> StoredProjection? { nil }
    func projections(of type: RecordType, limit: Int?) -> [StoredProjection] { [] }
    func conflicted() -> [StoredProjection] { [] }
    func children(of parent: RecordID, type: RecordType) -> [StoredProjection] { [] }
    func links(to target: RecordID) -> [IncomingLink] { [] }
    func found(by query: SearchQuery, matching filter: EntryFilter?, limit: Int) -> [FoundRecord] { [] }
    func names(in field: NamedField) -> [NameCount] { [] }
    func candidates(for shortID: ClosedRange<UInt64>, limit: Int) -> [StoredProjection] { [] }
}
