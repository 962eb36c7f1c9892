import Foundation
import HuddleTestSupport
import Testing

/// What other programs wrote, taken in by the real binary: again, as a trial, with bad lines and in every encoding.
@Suite final class ImportFileTests: Sendable {
    /// One kind of file that can be imported.
    struct Sample: Sendable, CustomTestStringConvertible {
        let kind: String
        let name: String
        /// Two entries, the first of which says `Prüfen – 50 €`.
        let text: String
        /// The same with a third that cannot be taken.
        let bad: String
        /// What is said of it; its line and what was expected.
        let complaint: String

        var testDescription: String { kind }
    }

    private static let first = "0190a1b2-0000-7000-8000-000000000001"
    private static let second = "0190a1b2-0000-7000-8000-000000000002"

    static let lists = [
        Sample(
            kind: "csv", name: "list.csv", text: "Task;Who;Due\nPrüfen – 50 €;Zoë;2026-12-01\nSend blades;Jo;\n",
            bad: "Task;Who;Due\nPrüfen – 50 €;Zoë;2026-12-01\nSend blades;Jo;\nAsk;Jo;soon\n",
            complaint: "line 4: \"soon\" in the column \"Due\" is no day; expected one such as 2026-12-01"),
        Sample(
            kind: "todotxt", name: "todo.txt", text: "(A) Prüfen – 50 € @Zoë due:2026-12-01\nSend blades @Jo\n",
            bad: "(A) Prüfen – 50 € @Zoë due:2026-12-01\nSend blades @Jo\nAsk due:someday\n",
            complaint: "line 3: \"someday\" behind due: is no day; expected one such as due:2026-12-01"),
        Sample(
            kind: "taskwarrior", name: "tasks.json",
            text: """
                [
                {"uuid":"\(first)","description":"Prüfen – 50 €","status":"pending"},
                {"uuid":"\(second)","description":"Send blades","status":"pending"}
                ]

                """,
            bad: """
                [
                {"uuid":"\(first)","description":"Prüfen – 50 €","status":"pending"},
                {"uuid":"\(second)","description":"Send blades","status":"pending"},
                {"description":"Ask","status":"pending"}
                ]

                """,
            complaint: "line 4: there is no \"uuid\"; expected a task as `task export` writes it"),
        Sample(
            kind: "ics", name: "tasks.ics",
            text: """
                BEGIN:VCALENDAR
                BEGIN:VTODO
                UID:1
                SUMMARY:Prüfen – 50 €
                END:VTODO
                BEGIN:VTODO
                UID:2
                SUMMARY:Send blades
                END:VTODO
                END:VCALENDAR

                """,
            bad: """
                BEGIN:VCALENDAR
                BEGIN:VTODO
                UID:1
                SUMMARY:Prüfen – 50 €
                END:VTODO
                BEGIN:VTODO
                UID:2
                SUMMARY:Send blades
                END:VTODO
                BEGIN:VTODO
                UID:3
                SUMMARY:Ask
                DUE:soon
                END:VTODO
                END:VCALENDAR

                """,
            complaint: "line 13: \"soon\" is no day; expected one such as 20261201 or 20261201T090000Z"),
        Sample(
            kind: "ndjson", name: "list.ndjson",
            text: """
                {"type":"entry","id":"\(first)","text":"Prüfen – 50 €"}
                {"type":"entry","id":"\(second)","text":"Send blades"}

                """,
            bad: """
                {"type":"entry","id":"\(first)","text":"Prüfen – 50 €"}
                {"type":"entry","id":"\(second)","text":"Send blades"}
                {"type":"entry","id":"7","text":"Ask"}

                """,
            complaint: "line 3: there is no \"id\"; expected the id of an entry"),
        Sample(
            kind: "jira", name: "jira.csv",
            text: "Summary,Issue key,Status\nPrüfen – 50 €,HUD-1,To Do\nSend blades,HUD-2,Done\n",
            bad: "Summary,Issue key,Status\nPrüfen – 50 €,HUD-1,To Do\nSend blades,HUD-2,Done\n,HUD-3,To Do\n",
            complaint: "line 4: the text is empty; expected at least one word"),
    ]

    private let folder: TemporaryFolder
    private let machine: Machine

    init() throws {
        folder = try TemporaryFolder()
        machine = try Machine("maria", in: folder)
        Team.expect(try machine.huddle("init", "--name", "Maria Silva"))
    }

    deinit { folder.remove() }

    private func put(_ bytes: [UInt8], _ name: String) throws -> String {
        let path = folder.path + "/" + name
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    /// Texts of the log's entries, sorted.
    private func texts() throws -> [String] {
        let printed = Team.expect(try machine.huddle("list", "--json", "--limit", "all"))
        let list = try #require(try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? [[String: Any]])
        return list.compactMap { $0["text"] as? String }.sorted()
    }

    @Test(arguments: lists) func aListIsTakenOnce(_ sample: Sample) throws {
        let file = try put(Array(sample.text.utf8), sample.name)
        let trial = try machine.huddle("import", sample.kind, file, "--dry-run")
        #expect(
            trial.status == 0 && trial.stdout.hasPrefix("\(sample.name): 2 new, 0 updated, 0 unchanged, 0 skipped\n"))
        #expect(trial.stderr.contains("Nothing was saved: this was a dry run."))
        #expect(try texts().isEmpty)

        #expect(Team.expect(try machine.huddle("import", sample.kind, file)).hasPrefix("\(sample.name): 2 new, "))
        #expect(try texts() == ["Prüfen – 50 €", "Send blades"])
        let before = Team.expect(try machine.huddle("status", "--json"))
        let again = Team.expect(try machine.huddle("import", sample.kind, file))
        #expect(again.hasPrefix("\(sample.name): 0 new, 0 updated, 2 unchanged, 0 skipped\n"))
        #expect(Team.expect(try machine.huddle("status", "--json")) == before, "nothing waits to be sent that was sent")

        Team.expect(try machine.huddle("undo"))
        #expect(try texts().isEmpty, "one undo takes a file back")
    }

    @Test(arguments: lists) func aBadLineIsNamedAndNothingIsTaken(_ sample: Sample) throws {
        let file = try put(Array(sample.bad.utf8), sample.name)
        for more in [[], ["--dry-run"]] {
            let run = try machine.huddle(arguments: ["import", sample.kind, file] + more)
            #expect(run.status == 65 && run.stdout.isEmpty)
            #expect(
                run.stderr.contains("\(sample.name) was not imported: 1 line cannot be taken.\n  \(sample.complaint)"))
            #expect(run.stderr.contains("Nothing of it was saved"), "\(run.stderr)")
            #expect(try texts().isEmpty)
        }
        let json = try machine.huddle("import", sample.kind, file, "--json")
        #expect(json.status == 65 && json.stdout == "[]\n", "\(json.stdout)")

        let rest = try machine.huddle("import", sample.kind, file, "--keep-going")
        #expect(rest.status == 65 && rest.stdout.hasPrefix("\(sample.name): 2 new, "))
        #expect(
            rest.stderr.contains("1 line of \(sample.name) could not be taken; the rest was.\n  \(sample.complaint)"))
        #expect(try texts() == ["Prüfen – 50 €", "Send blades"])
    }

    @Test(arguments: lists) func everyEncodingGivesTheSameEntries(_ sample: Sample) throws {
        for ending in ["\n", "\r\n"] {
            let text = sample.text.replacing("\n", with: ending)
            for (form, name) in try Self.forms(of: text) {
                let file = try put(form, sample.name)
                let report = Team.expect(try machine.huddle("import", sample.kind, file, "--dry-run", "--verbose"))
                #expect(report.hasPrefix("\(sample.name): 2 new, "), "\(name)")
                #expect(report.contains("Prüfen – 50 €") && report.contains("Send blades"), "\(name): \(report)")
                #expect(report.contains("  Read as \(name).\n") == (name != "utf-8"), "\(report)")
            }
        }
        let latin = try put(Self.windows1252(sample.text), sample.name)
        let wrong = try machine.huddle("import", sample.kind, latin, "--encoding", "utf-8")
        #expect(
            wrong.status == 65 && wrong.stderr.contains("expected UTF-8, UTF-16 or Windows-1252"), "\(wrong.stderr)")
    }

    private static let minutes = """
        # Besuch in Köln – 2026-11-18

        - Action: Zoë to check – 50 € for the blades
        - Action: Jo to send blades


        """

    @Test func minutesAreTakenOnceInEveryEncoding() throws {
        var isFirst = true
        for ending in ["\n", "\r\n"] {
            for (form, name) in try Self.forms(of: Self.minutes.replacing("\n", with: ending)) {
                let file = try put(form, "minutes.md")
                if isFirst {
                    let trial = try machine.huddle("import", "minutes", file, "--dry-run")
                    #expect(trial.status == 0 && trial.stdout.contains("2 new actions"), "\(trial.stdout)")
                    #expect(try texts().isEmpty)
                }
                let report = Team.expect(try machine.huddle("import", "minutes", file))
                #expect(
                    report.contains(isFirst ? "2 new actions, 0 already here" : "0 new actions, 2 already here"),
                    "\(name): \(report)")
                isFirst = false
            }
        }
        #expect(try texts().count == 2 && texts().contains { $0.contains("– 50 €") })
        Team.expect(try machine.huddle("undo"))
        #expect(try texts().isEmpty)
    }

    @Test func minutesThatAreNoTextAreNamedWithTheLine() throws {
        let file = try put(Array(Self.minutes.utf8) + [0xff, 0x0a], "minutes.md")
        let good = try put(Array(Self.minutes.utf8), "good.md")
        let run = try machine.huddle("import", "minutes", file, good)
        #expect(
            run.status == 65
                && run.stderr.contains("minutes.md, line 6: this is no text in the file's encoding; expected UTF-8"))
        #expect(
            run.stderr.contains("Nothing was imported") && run.stdout.contains("2 new actions"), "the next file goes in"
        )
    }

    @Test(arguments: ["minutes", "csv", "todotxt", "taskwarrior", "ics", "ndjson", "jira"])
    func aWorkbookIsNoTextAndIsNotUnpacked(kind: String) throws {
        Team.expect(try machine.huddle("action", "Send blades"))
        let book = folder.path + "/list.xlsx"
        Team.expect(try machine.huddle("export", "actions", "--output", book))
        let run = try machine.huddle("import", kind, book)
        #expect(run.status == 65 && run.stderr.contains("list.xlsx is a workbook, a document (.xlsx, .ods, .docx)"))
        #expect(run.stderr.contains("Nothing was imported: open it and save it as CSV"), "\(run.stderr)")
        #expect(try texts() == ["Send blades"])
    }

    /// The text in every encoding that is known again, with the name that the report gives it.
    private static func forms(of text: String) throws -> [(bytes: [UInt8], name: String)] {
        let mark = "\u{feff}"
        func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
            text.utf16.flatMap { unit in
                let bytes = [UInt8(unit & 0xff), UInt8(unit >> 8)]
                return isLittle ? bytes : bytes.reversed()
            }
        }
        return [
            (Array(text.utf8), "utf-8"), (Array((mark + text).utf8), "utf-8"),
            (utf16(mark + text, isLittle: true), "utf-16le"), (utf16(mark + text, isLittle: false), "utf-16be"),
            (windows1252(text), "windows-1252"),
        ]
    }

    private static func windows1252(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { $0 == "€" ? 0x80 : $0 == "–" ? 0x96 : UInt8(truncatingIfNeeded: $0.value) }
    }
}
