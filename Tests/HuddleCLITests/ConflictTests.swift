import Foundation
import HuddleCLI
import HuddleClient
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Synchronization
import Testing

@Suite struct ConflictTests {
    let folder: TemporaryFolder
    var pair: Pair

    init() async throws {
        folder = try TemporaryFolder()
        pair = try await Pair(folder)
    }

    @Test func bothSidesAreShownAgainstTheirCommonBase() async throws {
        defer { folder.remove() }
        let id = await pair.disagree("Send two blades to Lyon", "Send three blades to Acme", of: "Send blades to Acme")
        let shown = await pair.maria.expect("conflicts")
        try Golden.expect(shown.replacing(id, with: "ID"), "conflicts.txt")
        #expect(await pair.maria.expect("list").contains("conflict"))
        let mine = await pair.maria.expect("conflicts", "--mine")
        #expect(mine == shown)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(await pair.jonas.expect("conflicts", "--json").utf8))
                as? [[String: Any]])
        let fields = try #require(json.first?["fields"] as? [[String: Any]])
        let values = try #require(fields.first?["values"] as? [[String: Any]])
        #expect(values.map { $0["where"] as? String } == ["here", "theirs"])
        #expect(values.map { $0["number"] as? Int } == [2, 3])
        #expect((fields.first?["base"] as? [String: Any])?["value"] as? String == "Send blades to Acme")
    }

    @Test func aTerminalMarksWithColour() async {
        defer { folder.remove() }
        _ = await pair.disagree("Send two blades", "Send three blades", of: "Send blades")
        var terminal = pair.maria
        terminal.columns = 80
        let shown = await terminal.expect("conflicts")
        #expect(shown.contains("\u{1b}[32mtwo\u{1b}[0m") && !shown.contains("{+"))
    }

    @Test(arguments: [("mine", "three"), ("theirs", "two"), ("latest", "three"), ("2", "two"), ("1", "Send blades")])
    func keepingOneDecides(which: String, text: String) async {
        defer { folder.remove() }
        let id = await pair.disagree("Send two blades", "Send three blades", of: "Send blades")
        #expect(await pair.maria.expect("resolve", id, "--keep", which).contains(text))
        await pair.sync()
        #expect(await pair.jonas.expect("list").contains(text))
        #expect(await pair.jonas.expect("conflicts").isEmpty)
        #expect(await pair.jonas.expect("conflicts", "--json") == "[]\n")
        let late = await pair.jonas.huddle("resolve", id, "text", "--keep", "mine")
        #expect(late.code == .failure && late.err.contains("It says: "))
        let unnamed = await pair.jonas.huddle("resolve", id, "--keep", "mine")
        #expect(unnamed.code == .failure && unnamed.err.contains("The field text says: "))
        #expect(unnamed.err.contains(text) && !unnamed.err.contains("field kind"))
    }

    @Test func whereNobodyEverDisagreedThereIsNothingToDecide() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("note", "Send blades")
        let refused = await pair.maria.huddle("resolve", id, "--keep", "mine")
        #expect(refused.err == "huddle: Nobody disagrees about anything here. Nothing was changed.\n")
    }

    @Test func aValueThatRefersToARecordIsToldByItsTitle() async {
        defer { folder.remove() }
        let meetings = [await meeting("Design review"), await meeting("Monday round")]
        let id = await pair.maria.capture("action", "Order hinges")
        await pair.sync()
        await pair.jonas.expect("edit", id, "--meeting", meetings[0])
        pair.maria.host.advance(milliseconds: 120_000)
        await pair.maria.expect("edit", id, "--meeting", meetings[1])
        await pair.sync()
        let shown = await pair.maria.expect("show", id)
        #expect(shown.contains("meeting was also written as: \(meetings[0]) Design review"))
        #expect(await pair.maria.huddle("resolve", id, "--keep", "theirs").err.contains("Design review\n"))
        #expect(await pair.maria.huddle("resolve", id, "--keep", "mine").err.contains("Design review. "))
        #expect(await pair.maria.huddle("resolve", id, "meeting", "--keep", "mine").err.contains("Design review. "))
        #expect(await pair.maria.huddle("restore", id, "meeting", "--to", "2").err.contains("Monday round\n"))
    }

    /// A new meeting of Maria's.
    private func meeting(_ title: String) async -> String {
        String(await pair.maria.expect("meeting", "add", title).prefix(4))
    }

    @Test func anotherTextDecides() async {
        defer { folder.remove() }
        let id = await pair.disagree("Send two blades", "Send three blades", of: "Send blades")
        #expect(await pair.maria.huddle("resolve", id, "--text", "").code == .badData)
        #expect(
            await pair.maria.expect("resolve", id, "text", "--text", "Send five blades").contains("Send five blades"))
        await pair.maria.expect("undo")
        #expect(await pair.maria.expect("show", id).contains("Send three blades"))
    }

    @Test mutating func anEditorDecides() async throws {
        defer { folder.remove() }
        let id = await pair.disagree("Send two blades", "Send three blades", of: "Send blades")
        let home = pair.maria.home
        let seen = Mutex("")
        pair.maria.variables = ["EDITOR": "ed"]
        pair.maria.editor = { command, path in
            guard command == "ed", let text = try? String(contentsOfFile: path, encoding: .utf8) else { return false }
            let mode = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
            seen.withLock { $0 = "\(mode ?? 0)\n" + text }
            return true
        }
        let unchanged = await pair.maria.huddle("resolve", id, "--edit")
        #expect(unchanged.code == .success && unchanged.err == "Nothing was changed.\n")
        let page = seen.withLock { $0 }
        #expect(page.hasPrefix("\(0o600)\n# vim: set nomodeline:\nSend three blades\n#"), "\(page)")
        #expect(page.contains("#   Send two blades"))
        pair.maria.editor = { _, path in (try? Data().write(to: URL(filePath: path))) != nil }
        #expect(await pair.maria.huddle("resolve", id, "--edit").err == "Nothing was changed.\n")
        pair.maria.editor = { _, _ in false }
        #expect(await pair.maria.huddle("resolve", id, "--edit").code == .failure)
        pair.maria.editor = { _, path in
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return false }
            let edited = text.replacing("\nSend three", with: "\n# Send Send three")
            return (try? Data(edited.utf8).write(to: URL(filePath: path))) != nil
        }
        #expect(await pair.maria.expect("resolve", id, "--edit").contains("# Send Send three blades"))
        #expect(try !FileManager.default.contentsOfDirectory(atPath: home).contains { $0.hasPrefix("editing") })
    }

    /// In Swift, "\r\n" is one character, and not "\n".
    @Test(arguments: ["Send three blades\r", "Send three\r\nblades", "Send three\r\r\nblades\r\n", "Send three blades"])
    func anUnchangedPageDecidesNothingWhateverEndsItsLines(text: String) async throws {
        defer { folder.remove() }
        let id = await pair.disagree("Send two\r# blades", "Send three blades", of: "Send blades")
        let machine = pair.maria
        let store = try MeanwhileTests.store(of: machine)
        try store.write { writer in
            let record = try #require(try writer.conflicted().first?.projection)
            // Unlike what is typed here, what a peer sends may end in anything.
            let heads = try writer.records([record.id])[record.id]
            let edit = Edit(
                record: record.id, type: record.type, writes: [Change.Write(FieldName.text, .text(text))],
                seen: heads)
            _ = try writer.capture([edit], wall: machine.host.now, hash: machine.host.host.hash)
        }
        await pair.jonas.expect("edit", id, "--text", "Send nine\r# blades")
        await pair.sync()
        for crlf in [false, true] {
            var machine = pair.maria
            machine.editor = { _, path in
                guard let page = try? String(contentsOfFile: path, encoding: .utf8) else { return false }
                let saved = crlf ? Data(page.utf8.flatMap { $0 == 10 ? [13, 10] : [$0] }) : Data(page.utf8)
                return (try? saved.write(to: URL(filePath: path))) != nil
            }
            let run = await machine.huddle("resolve", id, "--edit")
            #expect(run.code == .success && run.err == "Nothing was changed.\n", "\(run)")
        }
        #expect(await !pair.maria.expect("conflicts").isEmpty)
    }

    /// What stands below a line of the page is left out, and a text may have that very line.
    @Test func aTextThatLooksLikeTheEditorsPageIsEditedWhole() async {
        defer { folder.remove() }
        let line = "# ---- what stands below this line is left out ----"
        let id = await pair.disagree("Send two blades", "Send three\n\(line)\nblades", of: "Send blades")
        var pair = pair
        pair.maria.variables = ["EDITOR": "ed"]
        pair.maria.editor = { _, path in
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return false }
            let edited = text.replacing("blades\n", with: "sharp blades\n")
            return (try? Data(edited.utf8).write(to: URL(filePath: path))) != nil
        }
        let shown = await pair.maria.expect("resolve", id, "--edit", "--json")
        #expect(shown.contains("Send three\\n\(line)\\nsharp blades"), "\(shown)")
    }

    @Test func hostileTextInAnEditorsPageIsShownEscapedAndStaysWhereItIsNotEdited() async throws {
        defer { folder.remove() }
        let id = await pair.disagree("Send \u{9b}two", "Send\u{1b}[2J three\nvim: set ts=3:", of: "Send blades")
        var pair = pair
        let seen = Mutex("")
        pair.maria.variables = ["EDITOR": "ed"]
        pair.maria.editor = { _, path in
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return false }
            seen.withLock { $0 = text }
            let edited = text.replacing("\nvim: set ts=3:\n", with: "\nsecond line\n")
            return (try? Data(edited.utf8).write(to: URL(filePath: path))) != nil
        }
        let shown = await pair.maria.expect("resolve", id, "--edit", "--json")
        #expect(shown.contains(#""Send\u001b[2J three\nsecond line""#), "\(shown)")
        let page = seen.withLock { $0 }
        #expect(page.hasPrefix("# vim: set nomodeline:\nSend\\u{1b}[2J three\n"))
        #expect(page.unicodeScalars.allSatisfy { !$0.isObeyedByTerminals || $0 == "\n" }, "\(page.debugDescription)")
    }

    @Test func manyAreDecidedAtOnceAfterAYes() async {
        defer { folder.remove() }
        var ids: [String] = []
        for number in 1...11 { ids.append(await pair.maria.capture("note", "number \(number)", "--customer", "Acme")) }
        await pair.sync()
        for id in ids {
            await pair.jonas.expect("edit", id, "--customer", "Bolt")
            await pair.maria.expect("edit", id, "--customer", "Cord")
        }
        await pair.sync()
        let refused = await pair.maria.huddle("resolve", "--all", "--keep", "latest")
        #expect(refused.code == .failure && refused.err.contains("11 conflicts at once"))
        var terminal = pair.maria
        terminal.columns = 80
        terminal.answer = "n"
        #expect(await terminal.huddle("resolve", "--all", "--keep", "latest").code == .failure)
        terminal.answer = "y"
        #expect(await terminal.expect("resolve", "--all", "--keep", "theirs") == "Decided 11 conflicts.\n")
        #expect(await pair.maria.expect("list", "--customer", "Bolt").split(separator: "\n").count == 12)
        await pair.maria.expect("undo")
        #expect(await pair.maria.expect("list", "--customer", "Cord").split(separator: "\n").count == 12)
    }

    @Test func whatWasEditedWhileItWasDeletedIsListed() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("note", "Send blades")
        await pair.sync()
        await pair.maria.expect("delete", id)
        await pair.jonas.expect("edit", id, "--text", "Send two blades")
        await pair.sync()
        let shown = await pair.maria.expect("conflicts")
        #expect(shown.contains("`huddle restore \(id)` keeps it, `huddle delete \(id)` deletes it."))
        #expect(await pair.maria.huddle("resolve", id, "--keep", "mine").code == .usage)
        await pair.maria.expect("restore", id)
        #expect(await pair.maria.expect("conflicts").isEmpty)
        #expect(await pair.maria.expect("list").contains("Send two blades"))
    }

    @Test func severalFieldsNeedToBeNamed() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("action", "Send blades", "--due", "fri")
        await pair.sync()
        await pair.jonas.expect("edit", id, "--text", "a", "--due", "mon")
        await pair.maria.expect("edit", id, "--text", "b", "--due", "tue")
        await pair.sync()
        let unclear = await pair.maria.huddle("resolve", id, "--keep", "mine")
        #expect(unclear.code == .usage && unclear.err.contains("due, text"))
        #expect(await pair.maria.expect("resolve", id, "due", "--text", "2026-12-24").contains("2026-12-24"))
        #expect(await pair.maria.huddle("resolve", id, "txt", "--keep", "mine").err.contains("Did you mean \"text\"?"))
        await pair.maria.expect("resolve", id, "--keep", "theirs")
        #expect(await pair.maria.expect("conflicts").isEmpty)
    }
}
