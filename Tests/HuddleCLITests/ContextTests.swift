import Foundation
import HuddleCLI
import HuddleTestSupport
import Testing

/// A visit or a meeting that is going on: what is captured belongs to it.
@Suite struct ContextTests {
    let folder: TemporaryFolder
    var machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        await machine.expect("init", "--name", "Maria Silva", "--department", "sales")
    }

    private func json(_ arguments: String...) async throws -> [String: Any] {
        let run = await machine.huddle(arguments.map { Array($0.utf8) })
        let value = try JSONSerialization.jsonObject(with: Data(run.out.utf8))
        return try #require(value as? [String: Any], "\(run.err)")
    }

    @Test func aVisitFromStartToEndReadsAsBefore() async throws {
        defer { folder.remove() }
        var text = ""
        func note(_ arguments: String...) async {
            let run = await machine.huddle(arguments.map { Array($0.utf8) })
            text += "$ huddle \(arguments.joined(separator: " "))\n\(run.out)\(run.err)[\(run.code.rawValue)]\n\n"
        }
        await note("visit")
        await note("visit", "end")
        await note("visit", "start")
        await note(
            "visit", "start", "Acme Lyon", "--customer", "Acme", "--site", "Lyon", "--with", "jonas", "--with", "maria")
        await note("add", "! The guard door jams #quality")
        await note("promise", "Blades on Friday")
        await note("add", "* They also buy from Bolt customer:Bolt")
        await note("add", "- Send two blades @me due:fri", "--site", "Paris")
        await note("add", "- Ask Bolt")
        await note("add", "of nobody's business", "--meeting", "")
        await note("meet", "start", "Weekly")
        machine.host.advance(milliseconds: 2 * 3_600_000)
        await note("visit")
        await note("visit", "end")
        await note("add", "on the way home")
        await note("meet", "show")
        await note("visit", "start", "Acme  Lyon")
        await note("meet", "end")
        try Golden.expect(text, "visit.txt")
    }

    @Test func entriesTakeCustomerAndSiteUnlessTheySayOtherwise() async throws {
        defer { folder.remove() }
        await machine.expect("visit", "start", "Acme Lyon", "--customer", "Acme", "--site", "Lyon")
        let plain = try await json("add", "! plain", "--json")
        #expect(plain["customer"] as? String == "Acme" && plain["site"] as? String == "Lyon")
        #expect((plain["meeting"] as? [String: Any])?["title"] as? String == "Acme Lyon")
        let other = try await json("add", "! customer:Bolt other", "--json")
        #expect(other["customer"] as? String == "Bolt" && other["site"] is NSNull)
        #expect((other["meeting"] as? [String: Any])?["title"] as? String == "Acme Lyon")
        let out = try await json("add", "out", "--meeting", "", "--json")
        #expect(out["customer"] is NSNull && out["meeting"] is NSNull)
        let none = try await json("add", "none", "--customer", "", "--json")
        #expect(none["customer"] is NSNull && none["site"] is NSNull)
        let meeting = await machine.capture("meeting", "add", "Another")
        let elsewhere = try await json("add", "x meeting:another", "--json")
        #expect((elsewhere["meeting"] as? [String: Any])?["title"] as? String == "Another")
        #expect(elsewhere["customer"] is NSNull)
        #expect(await machine.expect("list", "--meeting", meeting).contains("x"))
        #expect(await machine.expect("list", "--customer", "acme").split(separator: "\n").count == 2)
    }

    @Test func aMeetingGoesByItsTitleWhereverItsIDDoes() async throws {
        defer { folder.remove() }
        await machine.expect("meeting", "add", "Weekly round", "--on", "2026-11-02")
        let latest = await machine.capture("meeting", "add", "Weekly round", "--on", "2026-11-09")
        let note = try await json("note", "Send blades", "--meeting", "weekly  ROUND", "--json")
        #expect((note["meeting"] as? [String: Any])?["day"] as? String == "2026-11-09")
        #expect(await machine.expect("list", "--meeting", "Weekly round").contains("Send blades"))
        #expect(await machine.expect("meeting", "show", "Weekly round").hasPrefix(latest))
        #expect(await machine.expect("export", "meeting", "Weekly round").contains("Send blades"))
        await machine.expect("delete", latest)
        #expect(await !machine.expect("export", "meeting", "Weekly round").contains("Send blades"))
        let refused = await machine.huddle("list", "--meeting", "Weekly")
        #expect(refused.code == .notFound && refused.err.contains("`huddle meeting list` shows them."))
    }

    /// After twelve hours it is asked; a yes is good for twelve more.
    @Test func aLongVisitIsAskedAbout() async throws {
        defer { folder.remove() }
        let id = await machine.capture("visit", "start", "Acme Lyon")
        machine.host.advance(milliseconds: 12 * 3_600_000 - 10_000)
        #expect(await machine.huddle("add", "x").err.isEmpty)
        machine.host.advance(milliseconds: 10_000)
        var asked = machine
        asked.columns = 80
        asked.answer = "y"
        let yes = await asked.huddle("add", "x")
        #expect(yes.err.contains("has been going on since 2026-11-23 10:00. Does this still belong to it? [y/N]"))
        #expect(yes.out.contains("Acme Lyon"))
        #expect(await asked.huddle("add", "x").err.isEmpty)
        machine.host.advance(milliseconds: 13 * 3_600_000)
        asked.answer = ""
        let no = await asked.huddle("add", "outside")
        #expect(no.code == .success && !no.out.contains("Acme Lyon"))
        #expect(no.err.contains("`huddle visit start --resume \(id)` goes on with it"))
        #expect(await machine.huddle("visit").code == .notFound)
        await machine.expect("visit", "start", "--resume", id)
        #expect(await machine.expect("visit").contains("3 entries: 3 notes."))
    }

    @Test func whereNobodyCanBeAskedItIsSaid() async throws {
        defer { folder.remove() }
        await machine.expect("meet", "start", "Weekly")
        machine.host.advance(milliseconds: 30 * 3_600_000)
        let run = await machine.huddle("add", "x")
        #expect(run.code == .success && run.out.contains("in \"Weekly\""))
        #expect(run.err.contains("put down to the meeting \"Weekly\"") && run.err.contains("huddle meet end"))
        machine.host.advance(milliseconds: -60 * 3_600_000)
        #expect(await machine.huddle("add", "with a clock set back").err.contains("put down to"))
    }

    @Test func aDeletedMeetingIsOver() async throws {
        defer { folder.remove() }
        let id = await machine.capture("visit", "start", "Acme Lyon")
        await machine.expect("delete", id)
        let run = await machine.huddle("add", "x")
        #expect(run.code == .success && run.err.contains("deleted, so it is over") && !run.out.contains("Acme Lyon"))
        #expect(await machine.huddle("add", "y").err.isEmpty)
    }

    @Test func aDamagedNoteOfItStopsNoCapture() async throws {
        defer { folder.remove() }
        await machine.expect("visit", "start", "Acme Lyon")
        let logs = machine.home + "/logs"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: logs).first)
        let file = "\(logs)/\(name)/context.json"
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        try Data("{\"meeting\"".utf8).write(to: URL(filePath: file))
        let run = await machine.huddle("add", "kept")
        #expect(run.code == .success && run.out.contains("kept"))
        #expect(run.err.contains("context.json") && run.err.contains("belongs to no meeting"))
        #expect(await machine.huddle("visit", "end").code == .notFound)
        #expect(await machine.huddle("add", "kept").err.isEmpty)
    }

    @Test func aVisitKnowsItsCustomerByTheTitle() async throws {
        defer { folder.remove() }
        await machine.expect("note", "x", "--customer", "Acme Steel", "--site", "Lyon")
        await machine.expect("note", "x", "--customer", "Acme")
        let printed = await machine.expect("visit", "start", "acme steel lyon")
        #expect(printed.hasSuffix("  visit  acme steel lyon · Mon 2026-11-23 · Acme Steel · Lyon\n"))
        await machine.expect("visit", "end")
        #expect(await machine.expect("visit", "start", "Acmeville").hasSuffix("Acmeville · Mon 2026-11-23\n"))
    }

    @Test func eachLogHasItsOwn() async throws {
        defer { folder.remove() }
        await machine.expect("visit", "start", "Acme Lyon")
        let other = machine.home + "2"
        await machine.expect("init", "--home", other, "--name", "Jonas Berg")
        #expect(await machine.huddle("visit", "--home", other).code == .notFound)
        #expect(await !machine.expect("add", "x", "--home", other).contains("Acme"))
    }
}
