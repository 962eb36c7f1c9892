import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

@Suite struct FilterWordsTests {
    private let store: SQLiteSpaceStore
    private let today = CivilDate(daysSince1970: 20_778)

    init() throws {
        store = try .inMemory(by: SimulatedHost(seed: 4))
    }

    private func meaning(of words: FilterWords, _ today: CivilDate) throws -> EntryFilter {
        try store.read { try words.filter(in: $0, me: "Jo", meeting: nil, today: today, .utc) }
    }

    /// Found by fuzzing: a tag that starts with a sign meant another one, once it was written down for a feed.
    @Test(arguments: [
        (FilterWords.Name.tag, "##a"), (.tag, "a"), (.tag, "#a"), (.owner, "@@ann"), (.owner, "@ ann"), (.owner, "me"),
        (.since, "-2w"), (.until, "fri"), (.dueBefore, "tomorrow"), (.dueAfter, "+3d"),
    ])
    func aFilterThatIsWrittenDownMeansTheSameOnAnyDay(_ name: FilterWords.Name, _ value: String) throws {
        var words = FilterWords()
        try words.add(name, value)
        let filter = try meaning(of: words, today)
        #expect(filter != EntryFilter())
        #expect(try meaning(of: words.settled(filter, .utc), today.adding(days: 400)) == filter)
    }

    @Test func parametersAreTakenOrRefusedWithTheirName() throws {
        var words = FilterWords()
        try words.add(parameter: "overdue", "")
        try words.add(parameter: "unowned", "false")
        try words.add(parameter: "customer", "Acme & Co")
        #expect(words.has(.overdue) && !words.has(.unowned) && words[.customer] == "Acme & Co")
        #expect(throws: WordError.tooMany("customer", limit: 1)) { try words.add(parameter: "customer", "Other") }
        #expect(throws: WordError.self) { try words.add(parameter: "unowned", "perhaps") }
        let unknown = #expect(throws: WordError.self) { try words.add(parameter: "custoner", "", knowing: ["format"]) }
        #expect(unknown?.description.contains("customer") == true)
    }
}
