import HuddleCore
import HuddleFormats
import Testing

@Suite struct ExportTests {
    private static let contents = ExportContents(
        space: "Acme team", filter: "open actions", time: at(0), today: CivilDate("2026-11-21")!)

    static let meeting = Meeting(
        projection(
            90, type: .meeting,
            fields: [
                ("title", .text("Visit *1*")), ("day", .text("2026-11-18")), ("customer", .text("Stone & Co")),
                ("people/Ann", .flag(true)), ("colour", .number(7)),
            ]))

    static let entries = [
        listed(1, created: 5, action("no owner, no date")),
        listed(
            2, created: 4, owners: ["Bob", "Ann"], action("=late", due: "2026-11-20"), askedBy: "Dora", meeting: meeting
        ),
        listed(3, created: 3, owners: ["Ann"], action("no date")),
        listed(4, created: 2, owners: ["Ann"], action("soon", due: "2026-11-21"), settled: false),
        listed(
            5, created: 1, owners: ["bob"],
            [("kind", .text("wish")), ("text", .text("a, \"b\"")), ("status", .text("done"))]),
    ]

    static func text(_ format: ExportFormat, _ entries: [ListedEntry]) -> String {
        var export = format.makeExport(of: contents)
        var text = ""
        export.write(entries, grouping: format.grouping) { text += $0 }
        return text
    }

    @Test func markdownIsATaskListByOwner() {
        #expect(
            Self.text(.markdown, Self.entries) == """
                # Acme team

                open actions  \nWritten 2026-11-21T08:33 UTC, overdue as of 2026-11-21

                ## Ann

                - [ ] \\=late · **overdue: 2026-11-20** · for Stone \\& Co · asked by Dora · from Visit \\*1\\*, 2026-11-18 · with Bob · `bbbd`
                - [ ] soon · due 2026-11-21 · `bbbg`
                - [ ] no date · `bbbf`

                ## Bob

                - [ ] \\=late · **overdue: 2026-11-20** · for Stone \\& Co · asked by Dora · from Visit \\*1\\*, 2026-11-18 · with Ann · `bbbd`

                ## bob

                - [x] a, "b" · wish · `bbbh`

                ## No owner

                - [ ] no owner, no date · `bbbc`

                5 entries, 1 overdue

                """)
    }

    @Test func csvHasOneRowAnEntry() {
        let rows = CSVReader.rows(Self.text(.csv, Self.entries))
        #expect(rows.map(\.count) == [Int](repeating: 25, count: 6))
        #expect(rows.dropFirst().map { $0[3] } == ["'=late", "soon", "no date", "a, \"b\"", "no owner, no date"])
        #expect(rows[1][4] == "Ann; Bob")
        #expect(rows[1][5...8] == ["2026-11-20", "yes", "", "Stone & Co"])
        #expect(Self.text(.csv, []).hasSuffix(",meeting_id\r\n"))
    }

    @Test func jsonHasEveryFieldOfAnEntry() {
        let entry = listed(
            2, created: 4, owners: ["Ann"],
            action("call", due: "2026-11-20") + [
                ("meeting", .reference(id(90))), ("tags/acme", .flag(true)), ("colour", .text("red")),
                ("shape", .unknown([1, 2, 3, 4])), ("size", .number(.max)), ("links/x", .flag(true)),
                ("parent", .reference(id(3))), ("votes", .number(-3)), ("votes/Jo", .flag(true)),
                ("links/answers " + id(3).text, .flag(true)),
            ], askedBy: "Dora", meeting: Self.meeting, conflicts: [FieldName.text], settled: false)
        let expected = """
            {"space":"Acme team","filter":"open actions","written":"2026-11-21T08:33:20.000Z","today":"2026-11-21",\
            "entries":[
            {"id":"01900000-0000-7000-8000-000000000002","shortId":"bbbd","kind":"action","text":"call","details":null,\
            "status":"open","owners":["Ann"],"due":"2026-11-20","overdue":true,"priority":null,"customer":null,\
            "product":null,"site":null,"topic":null,"tags":["acme"],"votes":["Jo"],\
            "links":[{"verb":"answers","id":"01900000-0000-7000-8000-000000000003"}],\
            "meeting":{"id":"01900000-0000-7000-8000-00000000005a",\
            "title":"Visit *1*","day":"2026-11-18","customer":"Stone & Co"},"askedBy":"Dora","source":null,\
            "created":"2026-11-21T08:33:24.000Z","changed":"2026-11-21T08:34:24.000Z","author":"0000000000000007",\
            "settled":false,"presence":"present","conflicts":["text"],"other":{"colour":"red","links/x":true,\
            "parent":{"reference":"01900000-0000-7000-8000-000000000003"},"shape":{"base64":"AQIDBA=="},\
            "size":{"number":"9223372036854775807"},"votes":-3}}
            ],"count":1}

            """
        #expect(Self.text(.json, [entry]) == expected)
        #expect(Self.text(.json, []).hasSuffix("\"entries\":[\n],\"count\":0}\n"))
    }

    @Test func aMeetingIsOneJSONObject() {
        var json = JSONWriter()
        MeetingJSON.write(Self.meeting, shortID: "bbbb", settled: true, to: &json)
        #expect(
            json.text == """
                {"id":"01900000-0000-7000-8000-00000000005a","shortId":"bbbb","title":"Visit *1*","day":"2026-11-18",\
                "customer":"Stone & Co","site":null,"people":["Ann"],"source":null,"created":"2026-11-21T08:33:20.000Z",\
                "changed":"2026-11-21T08:34:20.000Z","author":"0000000000000007","settled":true,"presence":"present",\
                "conflicts":[],"other":{"colour":7}}
                """)
    }

    @Test func orderIsByOwnerThenDueThenAge() {
        var random = SeededRandom(state: 3)
        let keys = Self.entries.shuffled(using: &random).flatMap {
            ExportKey.keys(of: $0.entry, grouping: .everyOwner)
        }.sorted()
        #expect(keys.map(\.owner) == ["Ann", "Ann", "Ann", "Bob", "bob", nil])
        #expect(keys.map(\.id) == [id(2), id(4), id(3), id(2), id(5), id(1)])
        #expect(ExportKey.sorted(Self.entries, grouping: .once).map(\.position) == [1, 3, 2, 4, 0])
    }

    @Test(arguments: ExportFormat.allCases)
    func theOrderInWhichEntriesArriveDoesNotMatter(format: ExportFormat) {
        var random = SeededRandom(state: 5)
        let expected = Self.text(format, Self.entries)
        for _ in 0..<20 { #expect(Self.text(format, Self.entries.shuffled(using: &random)) == expected) }
    }

    @Test func aSinkThatFailsStopsTheExport() {
        struct Full: Error {}
        var export = ExportFormat.json.makeExport(of: Self.contents)
        var pieces = 0
        #expect(throws: Full.self) {
            try export.write(Self.entries, grouping: .once) { _ throws(Full) in
                pieces += 1
                if pieces == 3 { throw Full() }
            }
        }
        #expect(pieces == 3)
    }
}
