import HuddleCLI
import HuddleTestSupport
import Testing

/// What a resolved conflict and a very long one look like from outside.
@Test func longTextsAreComparedInBoundedTime() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let pair = try await Pair(folder)
    let words = (1...5000).map { "w\($0)" }
    let text = words.joined(separator: " ")
    _ = await pair.disagree(
        words.reversed().joined(separator: " "), text + " last", of: text)
    let shown = await pair.maria.expect("conflicts")
    #expect(shown.contains(" w1 w2 ") && shown.contains(" w5000 {+last+}\n"))
    #expect(shown.contains("[-w1 w2"))
}
