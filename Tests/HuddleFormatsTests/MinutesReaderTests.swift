import HuddleCore
import HuddleFormats
import Testing

@Suite struct MinutesReaderTests {
    private func read(_ text: String, name: String = "notes.md") throws -> Minutes {
        try MinutesReader().read(Array(text.utf8), name: name)
    }

    private static let people = """
        # Pump line review 2026-11-21

        ## Present
        * Ann Lee (@annlee)
        - Bob Stone (@bobst) - Stone Works, board member
        CD: Cara Diaz
        *DE: Dora Ek(@dora)x
        * Bob Stein
        * Acme Foundation Board of Directors

        ## Agenda

        """

    @Test(
        arguments: [
            ("Action: Ann to call", "Ann to call", ["Ann Lee"]),
            ("ACTION: Ann to call", "Ann to call", ["Ann Lee"]),
            ("Action Item: call", "call", []),
            ("ACTION_ITEM: CD to call", "CD to call", ["Cara Diaz"]),
            ("Actions: call", "call", []),
            (
                "AI: Ann, Cara & Dora will find time", "Ann, Cara & Dora will find time",
                ["Ann Lee", "Cara Diaz", "Dora Ek"]
            ),
            (
                "AI: Ann, Cara Dora will find time", "Ann, Cara Dora will find time",
                ["Ann Lee", "Cara Diaz", "Dora Ek"]
            ),
            ("TODO: call", "call", []),
            ("todo: call", "call", []),
            ("* **Action:** call", "call", []),
            ("- **Action**: call", "call", []),
            ("**Action: Ann to call**", "Ann to call", ["Ann Lee"]),
            ("  1. _AI:_ call", "call", []),
            ("- [ ] call", "call", []),
            ("* [ ] **TODO:** call (Cara)", "call (Cara)", ["Cara Diaz"]),
            ("- [ ] call @dora", "call @dora", ["Dora Ek"]),
            ("Action item for James: call", "call", ["James"]),
            ("Action Item to Ann Lee: call", "call", ["Ann Lee"]),
            ("ACTION (AL): call", "call", ["Ann Lee"]),
            ("[AI] Cara: call", "call", ["Cara Diaz"]),
            ("AI, unrelated: call", "call", []),
            ("> Action: call", "call", []),
            ("It stays open until May; ACTION: Dora\n  will call", "Dora will call", ["Dora Ek"]),
            ("Action: see the page, CDiaz to answer", "see the page, CDiaz to answer", ["Cara Diaz"]),
            ("Action: No action on the seal. Ann to call", "No action on the seal. Ann to call", ["Ann Lee"]),
            ("Action: Bob to call", "Bob to call", ["Bob"]),
            ("Action: Zoe Quinn to call", "Zoe Quinn to call", ["Zoe Quinn"]),
            ("Action: Proposal to be read", "Proposal to be read", []),
            ("Action: All to read", "All to read", []),
            ("Action: ask Ann to call", "ask Ann to call", []),
            ("Action: Ann - call;", "call", ["Ann Lee"]),
        ] as [(String, String, [String])])
    func takesAnActionWithItsOwners(line: String, text: String, owners: [String]) throws {
        let minutes = try read(Self.people + line + "\n")
        #expect(minutes.actions.map(\.text) == [text])
        #expect(minutes.actions.first?.owners == owners)
        #expect(minutes.skipped.isEmpty)
    }

    @Test(
        arguments: [
            ("AI: none", .saysNone), ("AI: None - still waiting", .saysNone),
            ("AI: No action; awaiting review.", .saysNone),
            ("Action: n/a", .saysNone), ("Action: ---", .saysNone), ("Action item:", .empty), ("- [ ]", .empty),
            ("**Action:**", .empty), ("* [Action Requested] Vote on the budget", .requested),
            ("Last week's AI: call", .earlierMeeting), ("Actions from last meeting: call", .earlierMeeting),
            ("Ann takes action to call", .sentence), ("Dora took the action item to call", .sentence),
            ("Action to revisit in May", .sentence), ("I will take the AI to call", .sentence),
        ] as [(String, SkipReason)])
    func skipsWhatIsNoActionAndSaysWhy(line: String, reason: SkipReason) throws {
        let minutes = try read(Self.people + line + "\n\n* Next point\n")
        #expect(minutes.actions.isEmpty)
        #expect(minutes.skipped.map(\.reason) == [reason])
        #expect(minutes.skipped.first?.line == 12)
    }

    @Test(arguments: [
        "The interaction was actionable", "A: yes", "Github actions are new", "AI is a topic", "MAIN: x",
        "Actionable: x",
        "TODOS are many", "We said: act", "AIM: x", "```\nAction: in code\n```", "<!-- Action: hidden -->",
        "<!--\n- [ ] hidden\n-->",
    ])
    func passesOverWhatDoesNotLookLikeAnAction(line: String) throws {
        let minutes = try read(Self.people + line + "\n")
        #expect(minutes.actions.isEmpty)
        #expect(minutes.skipped.isEmpty)
    }

    @Test func takesTheListBelowAMarker() throws {
        let minutes = try read(
            Self.people + """
                * Seals [#4](https://example.org/4)
                  * ACTION:
                    * Ann - order
                    * Dora - test
                      * in the yard
                  * no more

                Action items:
                Ann & Dora call
                everyone

                Action items:
                - Ann
                  - first
                  - second
                - third
                  goes on

                * Next point [#5](https://example.org/5)

                ## Action items

                - [x] done

                - late
                """)
        #expect(
            minutes.actions.map(\.text) == [
                "order", "test", "Ann & Dora call everyone", "first", "second", "third goes on", "done", "late",
            ])
        #expect(minutes.actions.map(\.owners.count) == [1, 1, 2, 1, 1, 0, 0, 0])
        #expect(minutes.actions.map(\.isDone) == [false, false, false, false, false, false, true, false])
        #expect(minutes.actions[0].topic == "Seals #4")
        #expect(minutes.actions[7].topic == nil || minutes.actions[7].topic == "Agenda")
    }

    @Test func joinsLinesThatWrapAndStopsAtTheNextThing() throws {
        let minutes = try read(
            Self.people + """
                Action: a line that is long enough for its writer to have broken it here, where it
                Goes on
                Ann: something else
                - Action: short
                  and indented
                  - a remark
                Action: short
                Another sentence
                """)
        #expect(minutes.actions.map(\.text.utf8.count) == [82, 18, 5])
        #expect(minutes.actions[0].text.hasSuffix("where it Goes on"))
    }

    @Test(
        arguments: [
            ("# Weekly 2026-11-21", "x.md", "Weekly", "2026-11-21"),
            ("*# Weekly (2026-11-21)", "x.md", "Weekly", "2026-11-21"),
            ("Weekly, Nov 21st, 2026\n===", "x.md", "Weekly", "2026-11-21"),
            ("# Weekly 2026-11-211", "team/2026-11-20.md", "Weekly 2026-11-211", "2026-11-20"),
            ("# Weekly", "2026-11-20.md", "Weekly", "2026-11-20"),
            ("## Present", "2026-11-20_pump-line.md", "pump line", "2026-11-20"),
            ("text", "20261120.md", "Meeting", "2026-11-20"),
            ("# 21.11.2026", "plant visit.md", "plant visit", "2026-11-21"),
            ("# Visit, 21 November 2026", "x.md", "Visit", "2026-11-21"),
            ("# Visit 1/2/2026\n\nDate: 2026-02-01", "x.md", "Visit 1/2/2026", "2026-02-01"),
            ("# Visit", "x.md", "Visit", nil),
        ] as [(String, String, String, String?)])
    func findsTitleAndDay(text: String, name: String, title: String, day: String?) throws {
        let minutes = try read(text, name: name)
        #expect(minutes.title == title)
        #expect(minutes.day?.text == day)
    }

    @Test func readsTheAttendanceListInManyForms() throws {
        let minutes = try read(Self.people)
        #expect(minutes.people.map(\.name) == ["Ann Lee", "Bob Stone", "Cara Diaz", "Dora Ek", "Bob Stein"])
        #expect(minutes.people.map(\.handle) == ["annlee", "bobst", nil, "dora", nil])
        #expect(minutes.people.map(\.initials) == [nil, nil, "CD", "DE", nil])
        #expect(try read("**Attendees:** Ann Lee, Bob and Cara Diaz\n").people.count == 3)
        #expect(try read("## Present\n- [x] Ann\n- [ ] Bob\n").people.map(\.name) == ["Ann"])
        #expect(try read("## Present\n- [x] Ann\n- [ ] Bob\n").actions.isEmpty)
    }

    @Test func readsMarksAndLineEndsOfOtherSystems() throws {
        let minutes = try read("\u{feff}# Weekly 2026-11-21\r\n\r\nAction: one\r\nAction: two\r")
        #expect(minutes.title == "Weekly")
        #expect(minutes.actions.map(\.line) == [3, 4])
    }

    @Test func refusesWhatIsNotText() {
        #expect(throws: MinutesError.notUTF8(file: "a.md", line: 3)) {
            try MinutesReader().read(Array("one\r\ntwo\r\n".utf8) + [0xc3, 0xa9, 0xff, 0x0a], name: "team/a.md")
        }
        let bytes = [UInt8](repeating: 0x20, count: Limits.importFileBytes + 1)
        #expect(throws: MinutesError.tooLarge(file: "a.md", bytes: bytes.count)) {
            try MinutesReader().read(bytes, name: "a.md")
        }
    }

    @Test func findsDueDatesThatAreGivenInFull() throws {
        #expect(try read("Action: call by 2026-12-01").actions.first?.due?.text == "2026-12-01")
        #expect(try read("Action: call (due: Dec 1st, 2026)").actions.first?.due?.text == "2026-12-01")
        #expect(try read("Action: read the notes of 2026-12-01").actions.first?.due == nil)
        #expect(try read("Action: call by Friday").actions.first?.due == nil)
    }

    @Test func takesAReportOfSomethingFinishedAsDone() throws {
        #expect(try read("Action: PR #4 landed. Thanks.").actions.first?.isDone == true)
        #expect(try read("Action: Get the PR landed").actions.first?.isDone == false)
        #expect(try read("Action: Issue closed when Ann answers").actions.first?.isDone == false)
    }

    @Test func anActionLongerThanATextIsSkipped() throws {
        let minutes = try read("Action: " + String(repeating: "x", count: Limits.textBytes + 1))
        #expect(minutes.actions.isEmpty)
        #expect(minutes.skipped.map(\.reason) == [.tooLong])
    }
}
