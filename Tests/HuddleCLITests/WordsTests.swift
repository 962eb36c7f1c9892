import HuddleCLI
import HuddleTestSupport
import Testing

/// Words that say what is meant, where a stored value or a typed word does not.
@Suite struct WordsTests {
    let folder: TemporaryFolder
    let pair: Pair

    init() async throws {
        folder = try TemporaryFolder()
        pair = try await Pair(folder)
    }

    @Test func aStatusThatWasTakenBackIsOpen() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("action", "Send blades")
        await pair.maria.expect("done", id)
        await pair.maria.expect("undo")
        let history = await pair.maria.expect("history", id, "status")
        #expect(history.contains("            open\n") && !history.contains("nothing"), "\(history)")
        #expect(await pair.maria.expect("history", id, "status", "--json").contains("\"value\":null"))
        await pair.sync()
        await pair.jonas.expect("done", id)
        await pair.maria.expect("drop", id)
        await pair.maria.expect("undo")
        await pair.sync()
        let shown = await pair.maria.expect("conflicts") + pair.maria.expect("show", id)
        #expect(shown.contains("open") && !shown.contains("nothing"), "\(shown)")
    }

    @Test func aFieldThatWasNeverWrittenIsSaidToHaveNoEarlierValue() async {
        defer { folder.remove() }
        let id = await pair.maria.capture("action", "Send blades")
        let run = await pair.maria.huddle("restore", id, "status", "--to", "1")
        #expect(run.code == .usage && run.err.contains("The field status was never changed here"), "\(run.err)")
        #expect(!run.err.contains("There never was"))
    }

    @Test(arguments: [
        ["resolve", "@last", "--keep", "-1"], ["restore", "@last", "text", "--to", "-1"], ["show", "-1"],
    ])
    func aNumberBelowZeroIsRepeatedAsItWasTyped(words: [String]) async {
        defer { folder.remove() }
        let id = await pair.disagree("two", "three", of: "one")
        let run = await pair.maria.huddle(words.map { Array(($0 == "@last" ? id : $0).utf8) })
        #expect(run.code != .success && run.err.contains("-1"), "\(run.err)")
        #expect(!run.err.unicodeScalars.contains { $0.value == 0xfdd0 } && !run.err.contains("FDD0"), "\(run.err)")
    }

    @Test func aCommentSaysWhatItIsAboutAndWhoWroteIt() async throws {
        defer { folder.remove() }
        let id = await pair.maria.capture("action", "Send blades")
        await pair.maria.expect("comment", id, "They have a spare one")
        await pair.sync()
        let lines = await pair.jonas.expect("show", id).split(separator: "\n")
        let line = try #require(lines.first { $0.contains("Maria Silva · ") })
        let comment = String(line.split(separator: " ")[0])
        let shown = await pair.jonas.expect("show", comment)
        #expect(shown.contains("  parent      \(id) Send blades\n"), "\(shown)")
        #expect(shown.contains("  author      Maria Silva\n"), "\(shown)")
    }

    @Test func lastIsWhatWasWrittenLastAlsoAfterAnUndo() async {
        defer { folder.remove() }
        await pair.maria.expect("note", "an older one")
        let id = await pair.maria.capture("note", "L1")
        await pair.maria.expect("undo")
        #expect(await pair.maria.expect("restore", "@last") == "\(id)  note  L1\n")
        #expect(await pair.maria.expect("list").contains("L1"))
    }

    @Test(arguments: [80, 60, 50]) func rowsFitTheTerminal(columns: Int) async {
        defer { folder.remove() }
        let id = await pair.maria.capture("frustration", "The door of the line jams", "--owner", "Maximiliane Weber")
        await pair.maria.expect("edit", id, "--priority", "high")
        await pair.sync()
        await pair.maria.expect("delete", id)
        await pair.jonas.expect("done", id)
        await pair.sync()
        var terminal = pair.maria
        terminal.columns = columns
        terminal.variables = ["NO_COLOR": "1"]
        for line in await terminal.expect("list").split(separator: "\n") {
            #expect(line.count <= columns, "\(line)")
        }
    }
}
