import Foundation
import HuddleCLI
import HuddleTestSupport
import Testing

@Suite struct HistoryTests {
    let folder: TemporaryFolder
    let pair: Pair

    init() async throws {
        folder = try TemporaryFolder()
        pair = try await Pair(folder)
    }

    @Test func everyValueIsShownAndComesBack() async throws {
        defer { folder.remove() }
        let id = await pair.disagree("Send two blades", "Send three blades", of: "Send blades")
        try Golden.expect(await pair.maria.expect("history", id).replacing(id, with: "ID"), "history.txt")
        #expect(await pair.maria.expect("history", id, "text").split(separator: "\n").count == 8)
        #expect(await pair.maria.expect("history", id, "text", "--json").contains("\"standing\":\"open\""))
        #expect(await pair.maria.expect("restore", id, "text", "--to", "1").contains("Send blades"))
        #expect(await pair.maria.huddle("restore", id, "text", "--to", "9").code == .usage)
        #expect(await pair.maria.huddle("restore", id, "text").code == .usage)
        #expect(await pair.maria.huddle("restore", id).err.contains("it is not deleted"))
        #expect(await pair.maria.expect("conflicts").isEmpty)
    }

    @Test func elementsAreNamedAsPeopleNameThem() async {
        defer { folder.remove() }
        let leak = await pair.maria.capture("frustration", "The valve leaks")
        let repair = await pair.maria.capture("action", "Order a seal", "--owner", "Jonas Berg", "--tag", "quality")
        await pair.maria.expect("link", repair, "addresses", leak)
        let history = await pair.maria.expect("history", repair)
        for words in ["owner Jonas Berg", "tag quality", "addresses \(leak) The valve leaks"] {
            #expect(history.contains("\n  \(words)\n"), "\(history)")
        }
        #expect(
            await pair.maria.expect("history", repair, "Tag Quality")
                == pair.maria.expect("history", repair, "tags/quality"))
        await pair.maria.expect("restore", repair, "owner jonas berg", "--to", "1")
    }

    @Test func theLastThingIsTakenBackAlsoAfterItWasSynced() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("note", "Send blades")
        await pair.maria.expect("edit", id, "--text", "Send two blades", "--customer", "Acme")
        await pair.sync()
        #expect(await pair.maria.expect("undo") == "Undone: \(id)  Send blades (as before)\n")
        await pair.sync()
        #expect(await pair.jonas.expect("show", id).contains("note  Send blades\n"))
        #expect(await pair.maria.expect("undo", "--json").contains("\"deleted\":[\""))
        await pair.sync()
        #expect(await pair.jonas.expect("list").isEmpty)
        let nothing = await pair.maria.huddle("undo")
        #expect(nothing.code == .failure && nothing.err.contains("nothing left to undo"))
    }

    /// A change of two fields names what each replaces: the base of one may have been replaced in the other long before.
    @Test func aChangeOfSeveralFieldsIsTakenBackToWhatStoodInEach() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("note", "Send blades", "--priority", "low")
        await pair.maria.expect("edit", id, "--text", "Send two blades")
        await pair.maria.expect("edit", id, "--text", "Send three blades", "--priority", "high")
        await pair.maria.expect("undo")
        await pair.sync()
        #expect(await pair.jonas.expect("conflicts").contains("Send") == false)
        let shown = await pair.jonas.expect("show", id, "--json")
        #expect(shown.contains("\"text\":\"Send two blades\"") && shown.contains("\"priority\":\"low\""), "\(shown)")
    }

    @Test func toOverruleSomebodyNeedsAYesOrForce() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("note", "Send blades")
        await pair.sync()
        await pair.jonas.expect("edit", id, "--text", "Send two blades")
        await pair.sync()
        let refused = await pair.maria.huddle("undo")
        #expect(refused.code == .failure && refused.err.contains("  \(id)  Send two blades"))
        var terminal = pair.maria
        terminal.columns = 80
        #expect(await terminal.huddle("undo").code == .failure)
        terminal.answer = "yes"
        #expect(await terminal.huddle("undo").code == .success)
        #expect(await pair.maria.expect("list").isEmpty)
        await pair.maria.expect("restore", id)
        await pair.jonas.expect("sync")
        await pair.jonas.expect("edit", id, "--customer", "Acme")
        await pair.maria.expect("edit", id, "--customer", "Bolt")
        await pair.sync()
        await pair.maria.expect("undo", "--force")
        #expect(await pair.maria.expect("history", id).contains("Acme"))
    }
}
