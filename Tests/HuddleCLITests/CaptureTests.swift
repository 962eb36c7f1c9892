import Foundation
import HuddleCLI
import HuddleCore
import HuddleTestSupport
import Testing

/// Monday 2026-11-23, 10:00 local time, is now.
@Suite struct CaptureTests {
    let folder: TemporaryFolder
    let machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        await machine.expect("init", "--name", "Maria Silva", "--department", "sales")
    }

    @Test(arguments: EntryKind.allCases)
    func everyKindIsACommand(_ kind: EntryKind) async {
        defer { folder.remove() }
        let printed = await machine.expect(kind.rawValue, "The", "blade", "wears", "out")
        #expect(printed.hasSuffix("  \(kind.rawValue)  The blade wears out\n"))
        #expect(await machine.expect("list", "--kind", kind.rawValue).contains("The blade wears out"))
    }

    @Test func everythingThatIsGivenIsSavedAndShown() async throws {
        defer { folder.remove() }
        let run = await machine.huddle(
            "action", "Send blades", "--customer", "Acme", "--product", "Press 9", "--site", "Lyon", "--owner", "maria",
            "--owner", "Jonas Berg", "--due", "fri", "--tag", "#quality", "--priority", "high", "--details", "-",
            input: Array("first line\nsecond line\n".utf8))
        #expect(run.code == .success)
        #expect(
            run.out.dropFirst(6)
                == "action  Send blades · Jonas Berg, Maria Silva · due Fri 2026-11-27 · Acme · Press 9 · Lyon · high priority · #quality\n"
        )
        let shown = await machine.expect("show", String(run.out.prefix(4)))
        #expect(shown.contains("\n  first line\n  second line\n"))
        #expect(shown.contains("asked by    Maria Silva"))
    }

    @Test func meIsWhoeverTheLogBelongsTo() async {
        defer { folder.remove() }
        #expect(await machine.expect("action", "x", "--owner", "@me").contains("Maria Silva"))
        #expect(await machine.expect("action", "x", "--owner", "me").contains("Maria Silva"))
        #expect(await machine.expect("action", "x", "--owner", "Mario").contains("· Mario"))
    }

    @Test func textMayStartWithADash() async {
        defer { folder.remove() }
        for text in ["- check the blade", "-5 degrees", "--- what", "-x y"] {
            #expect(await machine.expect("note", text).hasSuffix("  note  \(text)\n"))
        }
        #expect(await machine.expect("note", "--", "--json").hasSuffix("  note  --json\n"))
        let id = await machine.capture("note", "x")
        #expect(await machine.expect("edit", id, "--text", "- y z").hasSuffix("  note  - y z\n"))
    }

    @Test func optionsOfAllCommandsMayComeFirst() async {
        defer { folder.remove() }
        let other = machine.home + "2"
        await machine.expect("--home", other, "init", "--name", "Jonas Berg")
        await machine.expect("--home=\(other)", "meeting", "add", "Weekly")
        #expect(await machine.expect("meeting", "list", "--home", other).contains("Weekly"))
        #expect(await machine.expect("meeting", "list").isEmpty)
    }

    @Test func jsonCarriesTheTextAsItIsAndATerminalDoesNot() async throws {
        defer { folder.remove() }
        let hostile = "a\u{1b}[31mb\u{7}\u{202e}c"
        #expect(await machine.expect("note", hostile).contains("a\\u{1b}[31mb\\u{7}\\u{202e}c"))
        let printed = await machine.expect("list", "--json")
        let array = try #require(try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? [[String: Any]])
        #expect(array.first?["text"] as? String == hostile)
        for command in [["list"], ["show", array.first?["shortId"] as? String ?? ""], ["status"]] {
            let out = await machine.huddle(command.map { Array($0.utf8) }).out
            #expect(!out.unicodeScalars.contains { $0 != "\n" && $0.isObeyedByTerminals })
        }
    }

    @Test func aSecondInitChangesNothing() async {
        defer { folder.remove() }
        await machine.expect("add", "kept")
        let second = await machine.huddle("init", "--name", "Someone Else")
        #expect(second.code == .cannotCreate)
        #expect(second.err.contains("already"))
        #expect(await machine.expect("list").contains("kept"))
        #expect(await machine.expect("status").contains("Maria Silva, sales"))
    }
}
