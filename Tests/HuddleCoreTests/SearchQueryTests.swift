import HuddleCore
import Testing

/// What is typed, and the terms that it stands for: a star marks one that may go on.
private let typed: [(arguments: [String], terms: [String])] = [
    (["blade"], ["blade"]), (["blade", "lyon"], ["blade", "lyon"]), (["bla*"], ["bla*"]),
    (["wears out"], ["wears out"]),
    (["\"wears out\"", "x"], ["wears out", "x"]), (["say \"wears out\" now"], ["say", "wears out", "now"]),
    (["\"never closed"], ["never closed"]), (["***"], []), (["\"\""], []), ([""], []), ([], []), (["a**"], ["a*"]),
    (["NOT", "OR", "(", "text:x"], ["NOT", "OR", "(", "text:x"]),
]

@Test(arguments: typed)
func aSearchIsReadAsItIsTyped(arguments: [String], terms: [String]) {
    #expect(SearchQuery(arguments).terms.map { $0.words + ($0.isPrefix ? "*" : "") } == terms)
}

@Test func longWordsMayGoOnAndShortOnesNot() {
    let query = SearchQuery(["to", "blade", "wears out"])
    #expect(query.inflected.terms.map(\.isPrefix) == [false, true, true])
    #expect(query.loosened.terms.map(\.words) == ["to", "blade", "wears", "out"])
    #expect(query.loosened.terms.allSatisfy { $0.isPrefix })
}

@Test func aSearchHasAnEnd() {
    #expect(SearchQuery((0..<1000).map { "word\($0)" }).terms.count == 32)
}
