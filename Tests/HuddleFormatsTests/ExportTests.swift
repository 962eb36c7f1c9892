import HuddleCore
import HuddleFormats
import Testing

@Suite struct ExportTests {
    static let facts = ExportFacts(
        space: "Acme team", filter: "Open actions", command: "huddle export actions --owner 'Ann B'", time: at(0),
        today: CivilDate("2026-11-21")!)

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

    static func text(_ format: Format, _ entries: [ListedEntry], group: ExportGroup = .owner) -> String {
        String(decoding: Rendered.bytes(format, entries, facts, group: group), as: UTF8.self)
    }

    @Test func markdownIsATaskListByOwner() {
        #expect(
            Self.text(.markdown, Self.entries) == """
                # Acme team

                Open actions: 5 entries, 1 overdue  \nWritten 2026-11-21T08:33:20.000Z, overdue as of 2026-11-21

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

                ---

                Written with: huddle export actions --owner 'Ann B'

                """)
    }

    @Test func csvHasOneRowAnEntry() {
        let rows = CSVReader.rows(Self.text(.csv, Self.entries))
        #expect(rows.map(\.count) == [Int](repeating: 27, count: 6))
        #expect(rows.dropFirst().map { $0[3] } == ["'=late", "soon", "no date", "a, \"b\"", "no owner, no date"])
        #expect(rows[1][4] == "Ann; Bob")
        #expect(rows[1][5...8] == ["2026-11-20", "yes", "", "Stone & Co"])
        #expect(Self.text(.csv, []).hasSuffix(",meeting_id,votes,links\r\n"))
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
            {"space":"Acme team","filter":"Open actions","command":"huddle export actions --owner 'Ann B'",\
            "written":"2026-11-21T08:33:20.000Z","position":null,"today":"2026-11-21","meeting":null,"entries":[
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
            ],"count":1,"overdue":1,"leftOut":[]}

            """
        #expect(Self.text(.json, [entry]) == expected)
        #expect(Self.text(.json, []).hasSuffix("\"entries\":[\n],\"count\":0,\"overdue\":0,\"leftOut\":[]}\n"))
    }

    @Test func aMeetingIsOneJSONObject() {
        var json = JSONWriter()
        MeetingJSON.write(Self.meeting, shortID: "bbbb", settled: true, to: &json)
        #expect(
            json.text == """
                {"id":"01900000-0000-7000-8000-00000000005a","shortId":"bbbb","title":"Visit *1*","day":"2026-11-18",\
                "customer":"Stone & Co","site":null,"people":["Ann"],"source":null,"ended":null,\
                "created":"2026-11-21T08:33:20.000Z","changed":"2026-11-21T08:34:20.000Z","author":"0000000000000007",\
                "settled":true,"presence":"present","conflicts":[],"other":{"colour":7}}
                """)
    }

    @Test(arguments: Format.allCases)
    func theOrderInWhichEntriesArriveDoesNotMatter(format: Format) {
        var random = SeededRandom(state: 5)
        for group in ExportGroup.allCases {
            let expected = Rendered.bytes(format, Self.entries, Self.facts, group: group)
            for _ in 0..<5 {
                let shuffled = Self.entries.shuffled(using: &random)
                #expect(Rendered.bytes(format, shuffled, Self.facts, group: group) == expected)
            }
        }
    }

    @Test func aLimitLeavesOutWhatComesLastAndSaysSo() {
        let rows = CSVReader.rows(
            String(decoding: Rendered.bytes(.csv, Self.entries, Self.facts, limit: 2), as: UTF8.self))
        #expect(rows.dropFirst().map { $0[3] } == ["'=late", "soon"])
        let markdown = String(decoding: Rendered.bytes(.markdown, Self.entries, Self.facts, limit: 2), as: UTF8.self)
        #expect(markdown.contains("2 entries, 1 overdue") && markdown.contains("Not here: 3 more beyond the limit"))
        #expect(markdown.contains("## Bob"), "an entry that is kept stands under all its owners")
    }

    @Test func groupsAndOrdersAreWhatWasAskedFor() {
        func titles(_ group: ExportGroup, _ sort: String) -> [String] {
            let text = String(
                decoding: Rendered.bytes(.csv, Self.entries, Self.facts, group: group, sort: ExportSort(sort)),
                as: UTF8.self)
            return CSVReader.rows(text).dropFirst().map { $0[0] }
        }
        #expect(titles(.status, "created") == ["bbbg", "bbbf", "bbbd", "bbbc", "bbbh"])
        #expect(titles(.status, "-created") == ["bbbc", "bbbd", "bbbf", "bbbg", "bbbh"])
        #expect(titles(.due, "due") == ["bbbd", "bbbg", "bbbh", "bbbf", "bbbc"])
        #expect(titles(.customer, "due") == ["bbbd", "bbbg", "bbbh", "bbbf", "bbbc"])
        #expect(ExportSort("size") == nil && ExportSort("--due") == nil)
    }

    @Test func aSinkThatFailsStopsTheExport() {
        struct Full: Error {}
        #expect(throws: Full.self) {
            try Rendered.write(.json, Self.entries, Self.facts) { _ in throw Full() }
        }
    }

    @Test func aLongExportComesInPieces() throws {
        let entries = (0..<3000).map { listed(UInt64($0 + 1), created: Int64($0), action("call number \($0)")) }
        var pieces: [Int] = []
        try Rendered.write(.ndjson, entries, Self.facts) { pieces.append($0.count) }
        #expect(pieces.count > 5 && pieces.allSatisfy { $0 < 128 * 1024 })
    }

    @Test func aFilesNameTellsItsFormat() {
        for format in Format.allCases {
            #expect(Format(path: "a.b/List." + format.fileExtension.uppercased()) == format)
        }
        #expect(Format(path: "list") == nil && Format(path: "csv") == nil)
    }
}
