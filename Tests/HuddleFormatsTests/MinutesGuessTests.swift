import HuddleCore
import HuddleFormats
import Testing

/// Sentences that mark nothing, and what they are taken for.
@Suite struct MinutesGuessTests {
    private static let start = "# Weekly 2026-11-21\n\n## Present\n- Ann Lee (@annlee)\n- Bo Berg\n\n## Pump\n"

    private func guesses(_ text: String, isGuessing: Bool = true) throws -> [String] {
        try MinutesReader(isGuessing: isGuessing).read(Array((Self.start + text).utf8), name: "a.md").actions.map {
            "\($0.kind.rawValue)\($0.isGuess ? "?" : ""): \($0.text) [\($0.owners.joined(separator: ", "))]"
        }
    }

    @Test(arguments: [
        ("- Ann takes action to send the blades", "action?: Ann takes action to send the blades [Ann Lee]"),
        ("- Bo will take the action to ask.", "action?: Bo will take the action to ask. [Bo Berg]"),
        ("- Bo has action to ask.", "action?: Bo has action to ask. [Bo Berg]"),
        (
            "- Ann & Bo can take on the action item of asking",
            "action?: Ann & Bo can take on the action item of asking [Ann Lee, Bo Berg]"
        ),
        ("Ann: I will take the AI to ask", "action?: I will take the AI to ask [Ann Lee]"),
        ("- Bo volunteered to ask", "action?: Bo volunteered to ask [Bo Berg]"),
        (
            "- The seal leaks. Bo took an action item to look at it.",
            "action?: Bo took an action item to look at it. [Bo Berg]"
        ),
        ("- We agreed that the pump stays.", "decision?: We agreed that the pump stays. []"),
        ("- agreed to keep the pump", "decision?: agreed to keep the pump []"),
        ("- The group decided to wait a week", "decision?: The group decided to wait a week []"),
        ("- Decision was made to keep the pump", "decision?: Decision was made to keep the pump []"),
    ])
    func aPlainSentenceIsTakenAndMarkedAsAGuess(_ line: String, _ guess: String) throws {
        #expect(try guesses(line + "\n") == [guess])
        #expect(try guesses(line + "\n", isGuessing: false).isEmpty)
    }

    @Test(arguments: [
        "- Nobody has any action to take", "- Somebody has to take action on this", "- Ann has no action items",
        "- Joe has action items.", "- Who takes the action to ask?", "- Ann agreed with Bo",
        "- We already agreed to wait a week",
        "- Agreed last week to keep the pump", "- Decided at last meeting to keep the pump",
        "- agreed, or just for discussion",
        "- Ann believes we agreed on it", "- Before we make a decision we should ask",
        "- They will take action against it",
        "- Ann volunteered to be first", "- agreed", "```\nWe agreed that it stays.\n```",
    ])
    func whatOnlySoundsLikeItIsLeft(_ line: String) throws {
        #expect(try guesses(line + "\n").isEmpty)
    }

    @Test func whatIsMarkedIsNoGuessAndStaysTheSame() throws {
        let text = "- Action: Ann to ask\n- [ ] Bo: send\n"
        #expect(try guesses(text) == guesses(text, isGuessing: false))
        #expect(try guesses(text).allSatisfy { !$0.contains("?") })
    }

    @Test func aGuessCarriesATagThatPeopleTakeOff() throws {
        let minutes = try MinutesReader(isGuessing: true).read(
            Array((Self.start + "- Ann takes action to ask\n- Action: Bo to send\n").utf8), name: "a.md")
        let drafts = try MinutesDrafts(minutes, hash: testHash)
        let tag = CellName(FieldName.tags, element: MinutesDrafts.guessTag)!
        #expect(drafts.actions.map { $0.draft.writes.contains { $0.cell == tag } } == [true, false])
    }
}
