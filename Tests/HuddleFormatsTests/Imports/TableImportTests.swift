import HuddleCore
import HuddleFormats
import Testing

@Suite struct TableImportTests {
    @Test(arguments: [
        "Task,Owner,Due date,Status,Customer,Priority", "Aufgabe,Verantwortlich,Fällig am,Zustand,Kunde,Priorität",
        "Tâche,Responsable,Échéance,Statut,Client,Priorité", "Tarea,Encargado,Fecha límite,Estado,Cliente,Prioridad",
        "Tarefa,Responsável,Prazo,Estado,Cliente,Prioridade", "Attività,Responsabile,Scadenza,Stato,Cliente,Priorità",
        "Taak,Eigenaar,Vervaldatum,Status,Klant,Prioriteit",
    ])
    func headingsAreKnownInSevenLanguages(_ headings: String) throws {
        let lines = try Reader.csv.lines(headings + "\nSend blades,Ann & Bo,2026-12-01,done,Acme,1\n")
        #expect(
            lines == [
                "2: customer=Acme · due=2026-12-01 · owners/Ann · owners/Bo · priority=high · status=done · text=Send blades"
            ])
    }

    @Test(arguments: [
        ("Ann Lee", ["Ann Lee"]), ("Ann; Bo,Cy", ["Ann", "Bo", "Cy"]), (" Ann & Bo ", ["Ann", "Bo"]), ("R&D", ["R&D"]),
        ("Ann/Bo / Cy+Di|Ed", ["Ann", "Bo", "Cy", "Di", "Ed"]), ("Zoë,Ødegård", ["Zoë", "Ødegård"]),
        ("& Ann", ["& Ann"]),
        ("a,\u{301}b", ["a", "\u{301}b"]), (",;/", []), ("", []),
    ])
    func severalNamesStandInOneCell(_ cell: String, _ names: [String]) throws {
        let lines = try Reader.csv.lines("Text|Tags\nx|\"\(cell)\"\n")
        let tags = names.map { "tags/\($0)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(lines == ["2: " + (tags + ["text=x"]).joined(separator: " · ")])
    }

    @Test func whatSomebodySaysOfAColumnCountsMoreThanAGuess() throws {
        var options = TableOptions()
        options.rules = ["What=details", "3=text", "Notes=none"].compactMap { ColumnMap.Rule($0) }
        let (events, remarks) = try Reader.csv.read(Array("What,Notes,Thing\nlong,secret,short\n".utf8), options)
        #expect(events.map(\.words) == ["2: details=long · text=short"])
        #expect(remarks == ["Columns: \"What\" as details, \"Thing\" as text. Not taken: \"Notes\"."])
        options.rules = ["Nothing=text"].compactMap { ColumnMap.Rule($0) }
        #expect(
            try Reader.csv.lines("What,Notes\na,b\n", options) == [
                "1 problem: there is no column \"Nothing\"; expected one of: \"What\", \"Notes\""
            ])
        #expect(
            try Reader.csv.lines("A,B\na,b\n").first?.hasPrefix("1 problem: no column is known to hold the text")
                == true)
        #expect(ColumnMap.Rule("Owner=boss") == nil && ColumnMap.Rule("Owner") == nil)
    }

    /// What a cell of days says, or nil where it is refused.
    @Test(arguments: [
        ("2026-12-01", "2026-12-01"), ("2026-12-01T23:30:00Z", "2026-12-01"), ("2026-12-01 09:00", "2026-12-01"),
        ("20261201", "2026-12-01"), ("1.12.2026", "2026-12-01"), ("01.12.26", "2026-12-01"),
        ("13/1/2026", "2026-01-13"),
        ("1/13/2026", "2026-01-13"), ("1/1/2026", "2026-01-01"), ("2026/12/1", "2026-12-01"),
        ("1 Dec 2026", "2026-12-01"),
        ("Dec 1, 2026", "2026-12-01"), ("01/Dec/26 12:00 AM", "2026-12-01"), ("1/2/2026", nil), ("31.2.2026", nil),
        ("soon", nil), ("2026-13-01", nil), ("99999", nil),
    ])
    func daysAreReadAsTheyAreWritten(_ cell: String, _ day: String?) throws {
        let lines = try Reader.csv.lines("Text;Due\nx;\"\(cell)\"\n")
        if let day {
            #expect(lines == ["2: due=\(day) · text=x"])
        } else {
            #expect(lines.count == 1 && lines[0].hasPrefix("2 problem: ") && lines[0].contains("expected"))
        }
    }

    @Test func anOrderOfDaysDecidesWhatCanBeReadTwoWays() throws {
        var options = TableOptions()
        for (order, day) in [(DayOrder.dayFirst, "2026-02-01"), (.monthFirst, "2026-01-02")] {
            options.dates = order
            #expect(try Reader.csv.lines("Text,Due\nx,1/2/2026\n", options) == ["2: due=\(day) · text=x"])
        }
    }

    @Test func rowsAreReadByRFC4180AndAsSpreadsheetsWriteThem() throws {
        #expect(try Reader.csv.lines("sep=|\nText|Details\n\"a\"\"b\"|\"c|d\"\n") == ["3: details=c|d · text=a\"b"])
        #expect(
            try Reader.csv.lines("Text\tDetails\r\na \"quoted\" word\tx\r\n") == [
                "2: details=x · text=a \"quoted\" word"
            ])
        #expect(
            try Reader.csv.lines("Text,Details\nx,\"a\nb\ny,z\n") == [
                "2 problem: a quotation mark is opened in this row and not closed; expected another one"
            ])
        #expect(
            try Reader.csv.lines("Text,Details\n\"a\"b,c\nd,e\nf,g,h\n") == [
                "2 problem: something stands behind the closing quotation mark of column 1", "3: details=e · text=d",
                "4 problem: the row has 3 cells; expected at most 2, as many as there are headings",
            ])
        #expect(try Reader.csv.lines("").isEmpty && Reader.csv.lines("\n\n , \n").isEmpty)
        #expect(
            try Reader.csv.lines("Text,Owner\n,Ann\n") == ["2 problem: the text is empty; expected at least one word"])
    }

    @Test func wordsThatAreNotKnownAreTakenAndSaid() throws {
        let (events, remarks) = try Reader.csv.read(Array("Text,Status\na,Parked\nb,Parked\nc,Won't do\n".utf8))
        #expect(events.map(\.words) == ["2: text=a", "3: text=b", "4: status=dropped · text=c"])
        #expect(remarks.last == "\"Parked\" is no status that is known and was taken as open, in 2 rows.")
    }

    @Test func aRowIsKnownAgainByItsKeyOrByWhatItSays() throws {
        func ids(_ text: String, list: String? = nil) throws -> [RecordID] {
            var options = TableOptions()
            options.list = list
            return try Reader.csv.read(Array(text.utf8), options).events.compactMap { $0.statement?.record }
        }
        let once = try ids("Text,Owner\nsend,Ann\nsend,Bo\nask,Ann\n")
        #expect(Set(once).count == 3)
        #expect(try ids("Owner,Text,Due\nBo,send,2026-12-01\nZoë,send,\nBo,ask,\n") == once)
        #expect(try ids("ID,Text\n7,send\n") == ids("Text,ID\nsend it,7\n"))
        #expect(try ids("ID,Text\n7,send\n", list: "a") != ids("ID,Text\n7,send\n", list: "b"))
        let uuid = "0190a1b2-0000-7000-8000-000000000001"
        #expect(try ids("ID,Text\n\(uuid),send\n").map(\.text) == [uuid])
        let jira = try Reader.jira.read(Array("Issue key,Summary,Labels,Labels\nABC-7,Send,x,y\n".utf8)).events
        let json = "{\"issues\":[{\"key\":\"ABC-7\",\"fields\":{\"summary\":\"Send\"}}],\"total\":1}"
        #expect(jira.map(\.words) == ["2: tags/x · tags/y · text=Send"])
        #expect(try Reader.jira.read(Array(json.utf8)).events.first?.statement?.record == jira.first?.statement?.record)
    }

    @Test func whatHuddleWroteIsTakenAsItStands() throws {
        let id = "0190a1b2-0000-7000-8000-000000000001"
        let lines = try Reader.csv.lines(
            "id,text,owners,status,customer,other,tags\r\n\(id),'=1+1,\"a\\; b; c\",parked,''=x,\"{\"\"colour\"\":\"\"red\"\"}\",\r\n"
        )
        #expect(
            lines == ["2: colour=red · customer='=x · owners/a; b · owners/c · status=parked · text==1+1"])
    }
}
