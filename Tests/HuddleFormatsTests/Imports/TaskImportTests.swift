import HuddleCore
import HuddleFormats
import Testing

/// Vectors from the formats' own descriptions, and what the programs that use them write.
@Suite struct TaskImportTests {
    @Test func todoTxtIsReadByItsRules() throws {
        let lines = try Reader.todotxt.lines(
            """
            (A) Thank Mom for the meatballs @phone
            (B) Schedule Goodwill pickup +GarageSale @phone due:2026-12-01
            x 2011-03-03 2011-03-01 Call Mom pri:C
            xylophone lesson
            (b) Get back to the boss
            2011-03-01 Post signs around the +GarageSale hood #quality customer:"Acme Steel"

            Learn how to add 2+2 and mail a@example.com due:someday
            @home
            """)
        #expect(
            lines == [
                "1: owners/phone · priority=high · text=Thank Mom for the meatballs",
                "2: customer=GarageSale · due=2026-12-01 · owners/phone · priority=medium · text=Schedule Goodwill pickup",
                "3: priority=low · status=done · text=Call Mom", "4: text=xylophone lesson",
                "5: text=(b) Get back to the boss",
                "6: customer=Acme Steel · tags/quality · text=Post signs around the +GarageSale hood",
                "8 problem: \"someday\" behind due: is no day; expected one such as due:2026-12-01",
                "9: owners/home · text=@home",
            ])
    }

    /// As `task export` of Taskwarrior 2.6 writes it.
    @Test func taskwarriorIsReadAsItExports() throws {
        let text = """
            [
            {"id":1,"description":"Measure the hinges \\u2014 \\"twice\\"","due":"20261130T230000Z","entry":"20261101T080000Z","modified":"20261101T080000Z","priority":"H","project":"Acme","status":"pending","tags":["quality","line4"],"uuid":"f7f2b5c1-9f0b-4d2e-8a39-3c2d1e0f9a8b","annotations":[{"entry":"20261102T080000Z","description":"with Jo"}],"urgency":14.9},
            {"id":0,"description":"Old","end":"20261102T080000Z","entry":"20261101T080000Z","status":"deleted","uuid":"f7f2b5c1-9f0b-4d2e-8a39-3c2d1e0f9a8c"},
            {"id":0,"description":"Weekly","entry":"20261101T080000Z","recur":"weekly","status":"recurring","uuid":"f7f2b5c1-9f0b-4d2e-8a39-3c2d1e0f9a8d"},
            {"id":0,"description":"Sent","end":"20261102T080000Z","entry":"20261101T080000Z","status":"completed","uuid":"f7f2b5c1-9f0b-4d2e-8a39-3c2d1e0f9a8e"}
            ]
            """
        let expected = [
            "2: customer=Acme · details=with Jo · due=2026-12-01 · priority=high · tags/line4 · tags/quality · text=Measure the hinges — \"twice\"",
            "3 skipped: it was deleted there",
            "4 skipped: it is the pattern of a task that repeats; the tasks made from it are taken",
            "5: status=done · text=Sent",
        ]
        #expect(try Reader.taskwarrior.lines(text) == expected)
        // With rc.json.array=off there is an object a line.
        let lines = text.split(separator: "\n").dropFirst().dropLast().map {
            $0.hasSuffix(",") ? String($0.dropLast()) : String($0)
        }
        #expect(try Reader.taskwarrior.lines("\n" + lines.joined(separator: "\n")) == expected)
        #expect(try Reader.taskwarrior.lines(String(text.dropLast())).last?.contains("expected ]") == true)
    }

    @Test func calendarsAreReadByRFC5545() throws {
        let text = """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//ABC Corporation//NONSGML My Product//EN
            BEGIN:VTIMEZONE
            TZID:Europe/Berlin
            BEGIN:STANDARD
            DTSTART:20261025T030000
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VTODO
            UID:20070313T123432Z-456553@example.com
            DTSTAMP:20070313T123432Z
            DUE;VALUE=DATE:20070501
            SUMMARY:Submit Quebec Income\\, Tax Return for 2006\\nand mo
             re
            ATTENDEE;CN="Lee, Ann";PARTSTAT=ACCEPTED:mailto:ann@example.com
            CATEGORIES:FAMILY,FINANCE\\,TAX
            PRIORITY:2
            STATUS:NEEDS-ACTION
            BEGIN:VALARM
            SUMMARY:not this
            END:VALARM
            END:VTODO
            BEGIN:VEVENT
            UID:e1@example.com
            SUMMARY:Line meeting
            DTSTART;TZID=Europe/Berlin:20261120T090000
            LOCATION:Lyon
            END:VEVENT
            BEGIN:VTODO
            UID:2
            SUMMARY:x
            DUE:20261130T233000Z
            STATUS:LATER
            END:VTODO
            END:VCALENDAR
            """
        for ending in ["\n", "\r\n"] {
            #expect(
                try Reader.ics.lines(text.replacing("\n", with: ending)) == [
                    "10: due=2007-05-01 · owners/Lee, Ann · priority=high · tags/FAMILY · tags/FINANCE,TAX · text=Submit Quebec Income, Tax Return for 2006\\nand more",
                    "24: meeting day=2026-11-20 · site=Lyon · title=Line meeting",
                    "34 problem: \"LATER\" is no status; expected NEEDS-ACTION, IN-PROCESS, COMPLETED or CANCELLED",
                ])
        }
        #expect(
            try Reader.ics.lines("hello\n") == [
                "1 problem: this is no line of iCalendar; expected NAME:VALUE, such as SUMMARY:Send the plan",
                "1 problem: this is no calendar; expected BEGIN:VCALENDAR",
            ])
        #expect(
            try Reader.ics.lines("BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:1\n").last
                == "2 problem: the VTODO that begins here does not end; expected END:VTODO")
    }

    @Test func aFoldInsideALetterIsMended() throws {
        let text =
            Array("BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1\r\nSUMMARY:Pr".utf8) + [0xc3] + Array("\r\n ".utf8) + [0xbc]
        let events = try Reader.ics.read(text + Array("fen\r\nEND:VTODO\r\nEND:VCALENDAR\r\n".utf8)).events
        #expect(events.map(\.words) == ["2: text=Prüfen"])
    }

    @Test func jsonThatWasCutIsNotTakenForAWholeFile() throws {
        let id = "0190a1b2-0000-7000-8000-000000000001"
        let entry =
            "{\"type\":\"entry\",\"id\":\"\(id)\",\"text\":\"x\",\"owners\":[\"Ann\"],\"meeting\":{\"id\":\"\(id.dropLast())2\",\"title\":\"Visit\",\"day\":\"2026-11-20\",\"customer\":null}}\n"
        let whole = "{\"type\":\"export\",\"space\":\"s\"}\n" + entry + "{\"type\":\"end\",\"count\":1}\n"
        #expect(
            try Reader.ndjson.lines(whole) == [
                "2: meeting day=2026-11-20 · title=Visit", "2: meeting=… · owners/Ann · text=x",
            ])
        #expect(
            try Reader.ndjson.lines(String(whole.split(separator: "\n").dropLast().joined(separator: "\n"))).last
                == "2 problem: the file was cut; expected a last line of type \"end\" (entries read: 1)")
        #expect(try Reader.ndjson.lines("{\"space\":\"s\",\"entries\":[\n" + entry + "],\"count\":1}\n").count == 2)
        #expect(
            try Reader.ndjson.lines("{\"id\":\"\(id)\",\"text\":\"x\",\"text\":\"y\"}\n").first?.contains("twice")
                == true)
        #expect(
            try Reader.ndjson.lines("{\"id\":\"\(id)\",\"text\":7}\n") == [
                "1 problem: \"text\" is a number; expected a text"
            ])
        #expect(try Reader.ndjson.lines("nonsense").first?.contains("no JSON") == true)
    }

    /// The others of an export are what its entry could not read: they say nothing of what it has a place for.
    @Test(arguments: [
        #""text":"""#, #""text":"y""#, #""customer":null"#, #""due":"2027-01-05""#, #""due":null"#,
        #""owners/Ann":true"#,
    ]) func theOthersSayNothingAboutWhatAnEntryHasAPlaceFor(_ member: String) throws {
        let line = "{\"id\":\"\(id(1).text)\",\"text\":\"x\",\"other\":{\(member)}}\n"
        let events = try Reader.ndjson.lines(line)
        #expect(events.count == 1 && events[0].contains("stands among the other fields"), "\(events)")
    }

    @Test(arguments: [#""colour":null"#, #""colour":"red""#, #""due":"soon""#, #""kind":{"number":"7"}"#])
    func theOthersSayWhatAnEntryCannotRead(_ member: String) throws {
        let line = "{\"id\":\"\(id(1).text)\",\"text\":\"x\",\"other\":{\(member)}}\n"
        #expect(try Reader.ndjson.read(Array(line.utf8), pieceBytes: 1 << 20).events.compactMap(\.statement).count == 1)
    }
}
