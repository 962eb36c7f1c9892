import Foundation
import HuddleCLI
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// What arrives between the moment at which somebody looked and the moment at which they wrote.
@Suite struct MeanwhileTests {
    let folder: TemporaryFolder
    var pair: Pair

    init() async throws {
        folder = try TemporaryFolder()
        pair = try await Pair(folder)
    }

    /// Maria before a terminal, where an editor can be opened.
    private func atTheTerminal(_ editor: @escaping @Sendable (_ command: String, _ path: String) -> Bool) -> Machine {
        var machine = pair.maria
        machine.columns = 100
        machine.editor = editor
        return machine
    }

    static func store(of machine: Machine) throws -> SQLiteSpaceStore {
        let logs = machine.home + "/logs/"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: logs).first)
        return try SQLiteSpaceStore.open(at: logs + name + "/log.sqlite")
    }

    /// Brings what Jonas has not synced to Maria, as a sync in another terminal would.
    private static func deliver(_ pair: Pair) throws {
        let arrived = try store(of: pair.jonas).read { try $0.outbox(after: nil, page: .full) }
        try store(of: pair.maria).write { writer in
            _ = try writer.merge(
                try arrived.map { NewChange(try $0.decoded(hash: pair.maria.host.host.hash), seq: nil) })
        }
    }

    /// Replaces words in the file while Jonas's changes come in.
    private static func editor(
        _ old: String, _ new: String, _ pair: Pair
    ) -> @Sendable (_ command: String, _ path: String) -> Bool {
        { _, path in
            guard (try? deliver(pair)) != nil, let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                return false
            }
            return (try? Data(text.replacing(old, with: new).utf8).write(to: URL(filePath: path))) != nil
        }
    }

    @Test func anEditInAnEditorReplacesOnlyWhatItsAuthorSaw() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("action", "Send blades", "--priority", "high")
        await pair.sync()
        await pair.jonas.expect("edit", id, "--text", "Send two blades", "--priority", "low")
        let run = await atTheTerminal(Self.editor("Send blades", "Send three blades", pair)).huddle("edit", id)
        #expect(run.code == .success && run.err.contains("Somebody else wrote to it meanwhile. Both are kept"))
        let conflicts = await pair.maria.expect("conflicts")
        #expect(conflicts.contains("two") && conflicts.contains("three") && !conflicts.contains("priority"))
        #expect(await pair.maria.expect("show", id).contains("priority    low"))
        await pair.sync()
        #expect(await pair.jonas.expect("conflicts").contains("three"))
    }

    @Test func aDecisionInAnEditorLeavesOpenWhatItsAuthorDidNotSee() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("action", "Send blades")
        await pair.sync()
        await pair.jonas.expect("edit", id, "--text", "Send two blades")
        await pair.jonas.expect("sync")
        await pair.maria.expect("edit", id, "--text", "Send three blades")
        await pair.maria.expect("sync")
        // Who has not heard of the three.
        await pair.jonas.expect("edit", id, "--text", "Send nine blades")
        let editor = Self.editor("Send three blades\n#", "Send five blades\n#", pair)
        let run = await atTheTerminal(editor).huddle("resolve", id, "--edit")
        #expect(run.code == .success && run.err.contains("Somebody else wrote to it meanwhile"))
        let conflicts = await pair.maria.expect("conflicts")
        #expect(conflicts.contains("nine") && conflicts.contains("five"))
    }

    @Test func whatWasWrittenInAnEditorAndRefusedIsKept() async throws {
        defer { folder.remove() }
        let id = await pair.disagree("Send two blades", "Send three blades", of: "Send blades")
        let long = String(repeating: "long ", count: 16_000)
        let write: @Sendable (String, String) -> Bool = { _, path in
            (try? Data(long.utf8).write(to: URL(filePath: path))) != nil
        }
        #expect(try kept(after: await atTheTerminal(write).huddle("resolve", id, "--edit")) == long)
        let failing = atTheTerminal { command, path in
            _ = write(command, path)
            return false
        }
        #expect(try kept(after: await failing.huddle("resolve", id, "--edit")) == long)
        #expect(try kept(after: await failing.huddle("edit", id)) == long)
        // Decided by somebody else meanwhile.
        await pair.jonas.expect("resolve", id, "--keep", "mine")
        let late = atTheTerminal(Self.editor("Send three blades\n#", "Send five blades\n#", pair))
        #expect(try kept(after: await late.huddle("resolve", id, "--edit")).contains("\nSend five blades\n"))
    }

    /// The file that a refusal names.
    private func kept(after run: Machine.Run) throws -> String {
        #expect(run.code != .success)
        let line = try #require(run.err.split(separator: "\n").first { $0.hasPrefix("What you wrote is kept in ") })
        let path = line.dropFirst("What you wrote is kept in ".count).dropLast()
        return try String(contentsOfFile: String(path), encoding: .utf8)
    }

    @Test func undoAsksBeforeItOverrulesWhatStoodBetweenTwoEdits() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("note", "Send blades")
        await pair.maria.expect("edit", id, "--text", "Send two blades")
        await pair.sync()
        await pair.jonas.expect("edit", id, "--text", "Send three blades")
        await pair.sync()
        await pair.maria.expect("edit", id, "--text", "Send four blades")
        #expect(await pair.maria.expect("undo").contains("Send three blades (as before)"))
        let refused = await pair.maria.huddle("undo")
        #expect(refused.code == .failure && refused.err.contains("--force"))
        #expect(await pair.maria.expect("undo", "--force").contains("Send blades (as before)"))
        #expect(await pair.maria.huddle("undo").code == .failure)
    }

    @Test func undoAsksBeforeItBringsBackWhatSomebodyDeleted() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("note", "Send blades")
        await pair.maria.expect("edit", id, "--priority", "high")
        await pair.sync()
        await pair.jonas.expect("delete", id)
        await pair.sync()
        #expect(await pair.maria.huddle("undo").code == .failure)
        #expect(await !pair.maria.expect("list").contains("Send blades"))
    }

    @Test func undoOpensAConflictAgain() async {
        defer { folder.remove() }
        let id = await pair.disagree("Send two blades", "Send three blades", of: "Send blades")
        await pair.maria.expect("resolve", id, "--keep", "theirs")
        #expect(await pair.maria.expect("conflicts").isEmpty)
        #expect(await pair.maria.expect("undo").contains("Send three blades (as before)"))
        await pair.sync()
        for machine in [pair.maria, pair.jonas] {
            let conflicts = await machine.expect("conflicts")
            #expect(conflicts.contains("two") && conflicts.contains("three"))
        }
    }

    @Test func whatIsDeletedIsBroughtBackBeforeItIsChanged() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("note", "Send blades")
        await pair.maria.expect("edit", id, "--text", "Send two blades")
        await pair.maria.expect("delete", id)
        for words in [["edit", id, "--due", "friday"], ["done", id], ["restore", id, "text", "--to", "1"]] {
            let refused = await pair.maria.huddle(words.map { Array($0.utf8) })
            #expect(refused.code == .usage && refused.err.contains("`huddle restore \(id)` brings it back"))
        }
        await pair.maria.expect("restore", id)
        await pair.maria.expect("done", id)
        #expect(await pair.maria.expect("conflicts").isEmpty)
    }

    /// A sync in the background settles one of two conflicts while it is told that a field must be named.
    @Test(arguments: [["--edit"], ["--text", "Send nine blades"], ["--keep", "latest"]])
    func nobodyDecidesWhatNobodyWasShown(how: [String]) async {
        defer { folder.remove() }
        let id = await pair.disagree("Send two blades", "Send three blades", of: "Send blades")
        await pair.jonas.expect("edit", id, "--customer", "Acme")
        await pair.maria.expect("edit", id, "--customer", "Bolt")
        await pair.sync()
        await pair.jonas.expect("resolve", id, "text", "--keep", "mine")
        var terminal = atTheTerminal { _, _ in false }
        let pair = pair
        terminal.beforeWriting = { try Self.deliver(pair) }
        let run = await terminal.huddle((["resolve", id] + how).map { Array($0.utf8) })
        #expect(run.code == .usage && run.err.contains("in conflict: customer, text."), "\(run)")
        #expect(await pair.maria.expect("conflicts").contains("customer"))
    }

    @Test func aTextForSeveralConflictsNeedsAField() async {
        defer { folder.remove() }
        let id = await pair.disagree("Send two blades", "Send three blades", of: "Send blades")
        await pair.jonas.expect("edit", id, "--due", "2026-12-01")
        await pair.maria.expect("edit", id, "--due", "2026-12-02")
        await pair.sync()
        let refused = await pair.maria.huddle("resolve", id, "--text", "Send nine blades")
        #expect(refused.err.contains("More than one field is in conflict: due, text."))
    }
}
