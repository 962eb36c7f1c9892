import HuddleCore
import HuddleFormats
import Testing

@Suite struct MinutesDraftsTests {
    private func drafts(_ text: String, name: String = "2026-11-21.md") throws -> MinutesDrafts {
        try MinutesDrafts(try MinutesReader().read(Array(text.utf8), name: name), hash: testHash)
    }

    @Test func writesAMeetingAndItsActions() throws {
        let written = try drafts("# Weekly\n\n## Present\n- Ann Lee\n\n## Pump\n- [x] Ann: call by 2026-12-01\n")
        #expect(written.meeting.type == .meeting)
        #expect(
            Set(written.meeting.draft.writes) == [
                .init(FieldName.title, .text("Weekly")), .init(FieldName.day, .text("2026-11-21")),
                .init(FieldName.source, .text("2026-11-21.md")), .init(CellName("people/Ann Lee")!, .flag(true)),
            ])
        #expect(written.actions.map(\.type) == [.entry])
        #expect(
            Set(written.actions[0].draft.writes) == [
                .init(FieldName.kind, .text("action")), .init(FieldName.text, .text("call by 2026-12-01")),
                .init(FieldName.status, .text("done")), .init(FieldName.meeting, .reference(written.meeting.id)),
                .init(FieldName.due, .text("2026-12-01")), .init(FieldName.topic, .text("Pump")),
                .init(FieldName.source, .text("2026-11-21.md:7")), .init(CellName("owners/Ann Lee")!, .flag(true)),
            ])
    }

    @Test func idsStayWhenLinesMoveAreTickedOrFindAnOwner() throws {
        let first = try drafts("# Weekly\n- [ ] call\n- [ ] write\n")
        let moved = try drafts("# Weekly\n\nHello\n\n- [x] write (Ann)\n- [x] call\n- [ ] write\n")
        #expect(moved.meeting.id == first.meeting.id)
        #expect(Set(first.actions.map(\.id)).isSubset(of: Set(moved.actions.map(\.id))))
    }

    @Test func equalTextsStayTwoActions() throws {
        let twice = try drafts("# Weekly\n- [ ] call\n- [ ] call\n")
        #expect(Set(twice.actions.map(\.id)).count == 2)
        #expect(try drafts("# Weekly\n- [ ] call\n").actions[0].id == twice.actions[0].id)
    }

    @Test func theFilesNameTellsMeetingsApartOnlyWhereThereIsNoDay() throws {
        let text = "# Weekly 2026-11-21\n"
        #expect(try drafts(text, name: "a.md").meeting.id == drafts(text, name: "b.md").meeting.id)
        #expect(try drafts("# Weekly\n", name: "a.md").meeting.id != drafts("# Weekly\n", name: "b.md").meeting.id)
        #expect(try drafts(text).meeting.id != drafts("# Weekly 2026-11-28\n").meeting.id)
    }

    @Test func hostileFilesBecomeDraftsOrAClearError() throws {
        var random = SeededRandom(state: 21)
        let pieces = [
            "Action:", "AI", "- [ ]", "\n", "**", "[", "](", "# ", "* ", "  ", ":", "Ann", " to ", "@", "Present",
        ]
        for _ in 0..<400 {
            var text = "# x\n## Present\n- Ann Lee\n"
            for _ in 0..<40 {
                text += Bool.random(using: &random) ? pieces.randomElement(using: &random)! : random.text(upTo: 6)
            }
            let written = try drafts(text)
            #expect(Set(written.actions.map(\.id)).count == written.actions.count)
        }
    }
}
