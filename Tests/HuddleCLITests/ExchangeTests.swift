import Foundation
import HuddleCLI
import HuddleCore
import HuddleFormats
import HuddleTestSupport
import Testing

@Suite struct ExchangeTests {
    let folder: TemporaryFolder
    let machine: Machine
    let minutes: String

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        minutes = try folder.newPath("2026-11-20.md")
        await machine.expect("init", "--name", "Maria Silva")
        let text = """
            # Line meeting 2026-11-20

            ## Present
            - Maria Silva
            - Jonas Berg

            ## Press 9
            - Action: Jonas to check the
              hydraulics
            - AI: none
            """
        try Data(text.utf8).write(to: URL(filePath: minutes))
    }

    @Test func importingTwiceDoublesNothing() async {
        defer { folder.remove() }
        let dry = await machine.huddle("import", "minutes", minutes, "--dry-run")
        #expect(dry.out.contains("1 new action, 0 already here, 1 skipped") && dry.err.contains("Nothing was saved"))
        #expect(await machine.expect("list").isEmpty)
        #expect(dry.out.contains("Line meeting, 2026-11-20 (new meeting): "))
        let real = await machine.expect("import", "minutes", minutes)
        let name = await machine.expect("meeting", "list").split(separator: "\n").last?.prefix(4) ?? ""
        #expect(real == dry.out.replacing("(new meeting)", with: "(new meeting \(name))"))
        #expect(await machine.expect("import", "minutes", minutes).contains("0 new actions, 1 already here, 1 skipped"))
        let listed = await machine.expect("list")
        #expect(listed.contains("Jonas Berg") && listed.split(separator: "\n").count == 2)
        #expect(await machine.expect("meeting", "list").contains("Line meeting"))
    }

    @Test func minutesThatChangedChangeWhatTheyBrought() async throws {
        defer { folder.remove() }
        await machine.expect("import", "minutes", minutes)
        let text = try String(contentsOfFile: minutes, encoding: .utf8)
        let ticked = text.replacing(
            "- Action: Jonas to check the\n  hydraulics", with: "- [x] Jonas to check the hydraulics")
        try Data(ticked.replacing("- AI: none", with: "- Maria takes action to ask").utf8).write(
            to: URL(filePath: minutes))
        let run = await machine.huddle("import", "minutes", minutes, "--guess", "--verbose")
        #expect(run.out.contains("1 new action (1 guessed), 1 already here (1 updated), 0 skipped"), "\(run.out)")
        #expect(run.out.contains("updated, done: Jonas to check the hydraulics"))
        #expect(run.out.contains("new, guessed action: Maria takes action to ask · Maria Silva"))
        #expect(await machine.expect("list", "--tag", "guessed").contains("Maria takes action to ask"))
        #expect(await machine.expect("list", "--status", "done").contains("hydraulics"))
    }

    @Test func verboseNamesEachLine() async {
        defer { folder.remove() }
        let printed = await machine.expect("import", "minutes", "--verbose", minutes)
        #expect(printed.contains("  line 8, new: Jonas to check the hydraulics · Jonas Berg\n"))
        #expect(printed.contains("  line 10, skipped, it says that there is none: "))
    }

    @Test func aBadFileIsNamedAndTheOthersGoIn() async throws {
        defer { folder.remove() }
        let bad = try folder.newPath("bad.md")
        try Data("# \u{c3}\u{a9}\n\nAction: \u{e9}\n".unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
            .write(to: URL(filePath: bad))
        let run = await machine.huddle("import", "minutes", bad, folder.path + "/none.md", minutes)
        #expect(run.code == .badData)
        #expect(run.err.contains("bad.md, line 3") && run.err.contains("There is no file"))
        #expect(await machine.expect("list").contains("hydraulics"))
    }

    @Test func exportsAreTheSameFileEachTime() async throws {
        defer { folder.remove() }
        var machine = machine
        machine.variables["SOURCE_DATE_EPOCH"] = "1795424400"
        await machine.expect("import", "minutes", minutes)
        await machine.expect("action", "=1+1", "--owner", "me", "--due", "yesterday", "--customer", "Acme")
        let done = await machine.capture("action", "over")
        await machine.expect("done", done)
        for format in Format.allCases where format != .xlsx {
            let file = try folder.newPath("a." + format.fileExtension)
            await machine.expect("export", "actions", "--output", file)
            let written = try String(contentsOfFile: file, encoding: .utf8)
            #expect(await machine.expect("export", "actions", "--format", format.rawValue) == written)
            #expect(written.contains("hydraulics") && !written.contains("over\""))
            try Golden.expect(written, "actions." + format.fileExtension)
        }
        let book = try folder.newPath("a.xlsx")
        await machine.expect("export", "actions", "--output", book)
        let first = try Data(contentsOf: URL(filePath: book))
        await machine.expect("export", "actions", "--output", book)
        #expect(try Data(contentsOf: URL(filePath: book)) == first && first.starts(with: [0x50, 0x4b]))
        let mode = try FileManager.default.attributesOfItem(atPath: book)[.posixPermissions] as? Int
        #expect(mode == 0o600, "a new file is its owner's alone")
        #expect(await machine.expect("export", "actions", "--status", "done").contains("over"))
        #expect(await machine.expect("export", "actions", "--owner", "jonas").contains("1 entry"))
    }

    /// Every kind and every field, and signs that mean something in a format.
    @Test func minutesPromisesAndEntriesAreTheSameFileEachTime() async throws {
        defer { folder.remove() }
        var machine = machine
        machine.variables["SOURCE_DATE_EPOCH"] = "1795424400"
        await machine.expect(
            "visit", "start", "Visit <b>Lyon</b> | Q4", "--customer", "Acme & Sons", "--site", "Lyon", "--with",
            "Jo Weber")
        for line in [
            "= Spare hinges are kept at the line", "> Press *9* ships in May due:2027-05-31 @me",
            "! The door jams #quality",
            "? Who pays for the spare door", "+ A [hinge](javascript:x) that does not creak", "- They were friendly",
            "Measure the hinges @\"Jo Weber\" due:2026-11-18 p:high product:\"Press 9\"",
        ] { await machine.expect("add", line) }
        await machine.expect(
            "action", "=1+1", "--details", "First line\n\n* second", "--owner", "Ann Lee", "--owner", "me")
        let done = await machine.capture("action", "Order hinges")
        await machine.expect("done", done)
        await machine.expect("visit", "end")
        let meeting = await machine.expect("meeting", "list").split(separator: "\n").last?.prefix(4) ?? ""
        await machine.expect("promise", "Elsewhere, a word was given", "--customer", "Stone")
        for (words, name) in [
            (["meeting", String(meeting)], "minutes"), (["promises"], "promises"),
            (["entries", "--group", "status"], "entries"),
        ] {
            for format in [Format.markdown, .html, .csv, .ics, .ndjson] {
                let run = await machine.huddle(
                    (["export"] + words + ["--format", format.rawValue]).map { Array($0.utf8) })
                let written = run.out
                #expect(run.code == .success, "\(run.err)")
                try Golden.expect(written, name + "." + format.fileExtension)
            }
        }
    }

    @Test(arguments: [
        Format.markdown, .html, .csv, .xlsx, .json, .ndjson, .ics, .todotxt, .taskwarrior, .jira, .github,
    ])
    func aFileTellsWhatHasChangedSince(format: Format) async throws {
        defer { folder.remove() }
        let kept = await machine.capture("action", "Keep this")
        let done = await machine.capture("action", "Do this")
        let gone = await machine.capture("action", "Drop this")
        let file = try folder.newPath("a." + format.fileExtension)
        await machine.expect("export", "actions", "--output", file)
        // A file that does not say when it was written is as old as its last change.
        let time = Date(timeIntervalSince1970: Double(machine.host.now.milliseconds) / 1000)
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file)
        let run = await machine.huddle("export", "--verify", file)
        #expect(run.out.contains("3 as they were, 0 changed, 0 deleted"))
        #expect(run.err.contains("does not say when") == !format.hasRoomForFacts, "\(run.err)")
        await machine.expect("done", done)
        await machine.expect("delete", gone)
        let report = await machine.expect("export", "verify", file)
        #expect(
            report.contains("1 as they were, 1 changed, 1 deleted") && report.contains("changed: status"), "\(report)")
        #expect(report.contains(gone + "  deleted  Drop this") && !report.contains(kept))
        let json = await machine.expect("export", "--verify", file, "--json")
        #expect(json.contains("\"fields\":[\"status\"]") && json.contains("\"same\":1"))
    }

    @Test(arguments: Format.allCases) func whatIsNewInAListSinceAFileWasWrittenIsNamed(format: Format) async throws {
        defer { folder.remove() }
        let owner = "Ann O'Neil & Co"
        let customer = "Acme_x0041_ <b>"
        await machine.expect("action", "Send blades", "--owner", owner, "--customer", customer, "--due", "tomorrow")
        let file = try folder.newPath("list." + format.fileExtension)
        await machine.expect(
            "export", "actions", "--owner", owner, "--customer", customer, "--due-before", "+30d", "--format",
            format.rawValue, "--output", file)
        await machine.expect("action", "Count blades", "--owner", owner, "--customer", customer, "--due", "+2d")
        await machine.expect("action", "Of another list", "--owner", "Bob", "--due", "+2d")
        let run = await machine.huddle("export", "--verify", file)
        if format.hasRoomForFacts {
            #expect(run.out.contains("Count blades") && run.out.contains("new in this list"), "\(run.out)\(run.err)")
            #expect(run.out.contains(", 1 new") && !run.out.contains("Of another list"))
        } else {
            #expect(!run.out.contains(" new") && run.err.contains("does not say which list"))
        }
        let said = await machine.expect("export", "--verify", file, "--list", "actions --owner bob --due-before=+30d")
        #expect(said.contains("Of another list") && !said.contains("Count blades"), "\(said)")
        let json = await machine.expect(
            "export", "--verify", file, "--list", "huddle export actions --limit 2", "--json")
        #expect(json.contains("\"new\":[{") && json.contains("Count blades") && !json.contains("Of another list"))
        let wrong = await machine.huddle("export", "--verify", file, "--list", "actons")
        #expect(wrong.code == .usage && wrong.err.contains("which list"))
    }

    @Test func eachOwnerGetsAFile() async throws {
        defer { folder.remove() }
        await machine.expect("action", "Send blades", "--owner", "Ann Weber", "--owner", "../../Bob")
        await machine.expect("action", "Nobody does it")
        let lists = try folder.newPath("lists")
        let printed = await machine.expect("export", "actions", "--per", "owner", "--output-dir", lists)
        let names = try FileManager.default.contentsOfDirectory(atPath: lists).sorted()
        #expect(names == ["ann-weber.md", "bob.md", "no-owner.md"])
        #expect(printed.contains(lists + "/ann-weber.md  Ann Weber, 1 entry\n"))
        #expect(try String(contentsOfFile: lists + "/bob.md", encoding: .utf8).contains("Send blades"))
        for words in [["--per", "owner"], ["--output-dir", lists], ["--per", "size", "--output-dir", lists]] {
            let run = await machine.huddle((["export", "actions"] + words).map { Array($0.utf8) })
            #expect(run.code == .usage)
        }
    }

    @Test func wrongWordsAreNamed() async {
        defer { folder.remove() }
        for (words, answer) in [
            (["--format", "exel"], "Known are: markdown"), (["--group", "ownr"], "owner"),
            (["--sort", "dew"], "Known are: due"),
            (["--columns", "txt", "--format", "csv"], "text"), (["--columns", "text"], "do not go together"),
            (["--template", "none.txt"], "There is no file"),
        ] {
            let run = await machine.huddle((["export", "actions"] + words).map { Array($0.utf8) })
            #expect(run.code != .success && run.err.contains(answer), "\(run.err)")
        }
    }

    @Test func aFileIsWrittenWholeOrNotAtAll() async throws {
        defer { folder.remove() }
        await machine.expect("action", "Send blades")
        let run = await machine.huddle("export", "actions", "--output", folder.path + "/none/actions.md")
        #expect(run.code == .inputOutput)
        let full = await machine.huddle("export", "actions", "--output", "/dev/full")
        #expect(full.code == .inputOutput)
        let known = try folder.newPath("actions.md")
        try Data("before".utf8).write(to: URL(filePath: known))
        await machine.expect("export", "actions", "--output", known)
        #expect(try String(contentsOfFile: known, encoding: .utf8).contains("Send blades"))
        let left = try FileManager.default.contentsOfDirectory(
            atPath: URL(filePath: known).deletingLastPathComponent().path)
        #expect(left == ["actions.md"])
    }
}
