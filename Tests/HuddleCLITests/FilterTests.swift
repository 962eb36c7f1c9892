import HuddleCLI
import HuddleTestSupport
import Testing

@Suite struct FilterTests {
    let folder: TemporaryFolder
    let machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        await machine.expect("init", "--name", "Maria Silva")
        await machine.expect(
            "action", "send blades", "--owner", "me", "--due", "2026-11-26", "--tag", "a", "--tag", "b")
        await machine.expect("action", "call Lyon", "--owner", "Jo Weber", "--due", "2026-11-20", "--tag", "a")
        await machine.expect("action", "nobody's", "--priority", "high")
    }

    @Test(arguments: [
        (["--owner", "me", "--owner", "jo"], ["call", "send"]), (["--unowned"], ["nobody's"]),
        (["--tag", "a", "--tag", "b"], ["send"]), (["--author", "me"], ["nobody's", "call", "send"]),
        (["--author", "Jo Weber"], []), (["--priority", "HIGH"], ["nobody's"]),
        (["--due-before", "2026-11-26"], ["call"]),
        (["--due-after", "2026-11-20"], ["send"]), (["--overdue"], ["call"]),
        (["--sort", "oldest"], ["send", "call", "nobody's"]),
        (["--sort", "due"], ["call", "send", "nobody's"]), (["--sort", "priority"], ["nobody's", "call", "send"]),
    ])
    func listsWhatIsWantedInOrder(options: [String], first words: [String]) async {
        defer { folder.remove() }
        let out = await machine.huddle((["list"] + options).map { Array($0.utf8) })
        #expect(out.code == .success)
        let lines = out.out.split(separator: "\n").dropFirst()
        #expect(lines.count == words.count)
        for (line, word) in zip(lines, words) { #expect(line.contains(word)) }
    }

    @Test func aFilterIsKeptUnderAName() async {
        defer { folder.remove() }
        let said = await machine.expect("filter", "save", "mine", "--owner", "me", "--status", "open", "--sort", "due")
        #expect(said.contains("--status=open --owner=me --sort=due"))
        #expect(await machine.expect("list", "--filter", "mine") == (await machine.expect("list", "--owner", "me")))
        // What is typed beside it goes before what is kept.
        #expect(await machine.expect("list", "--filter", "mine", "--owner", "jo").contains("call Lyon"))
        #expect(await machine.expect("list", "--filter", "mine", "--tag", "c").isEmpty)
        #expect(await machine.expect("search", "blades", "--filter", "mine").contains("send"))
        #expect(await !machine.expect("export", "actions", "--filter", "mine").contains("call Lyon"))
        await machine.expect("filter", "save", "urgent", "--filter", "mine", "--due-before", "+1d")
        #expect(await machine.expect("list", "--filter", "urgent").isEmpty)
        let listed = await machine.expect("filter", "--json")
        #expect(listed.contains(#"{"name":"mine","options":["--status=open","--owner=me","--sort=due"]}"#))
        #expect(await machine.expect("filter").contains("urgent"))
        #expect(await machine.expect("filter", "remove", "mine").contains("--owner=me"))
        #expect(await !machine.expect("filter", "list").contains("mine "))
    }

    @Test func aMeetingIsKeptByItsWholeId() async {
        defer { folder.remove() }
        let meeting = await machine.capture("meeting", "add", "Weekly round")
        await machine.expect("note", "said there", "--meeting", meeting)
        await machine.expect("filter", "save", "round", "--meeting", meeting)
        #expect(await machine.expect("list", "--filter", "round").contains("said there"))
        #expect(await machine.expect("filter", "--json").contains("--meeting=00"))
    }

    @Test func mistakesAreFoundWhenAFilterIsSaved() async throws {
        defer { folder.remove() }
        var text = ""
        for words in [
            ["save", "mine"], ["save", "a b", "--overdue"], ["save", "--overdue"],
            ["save", "mine", "--since", "frday"],
            ["save", "mine", "--sort", "deu"], ["save", "mine", "--owner", "me", "--unowned"], ["remove", "mien"],
        ] {
            let run = await machine.huddle((["filter"] + words).map { Array($0.utf8) })
            text += "$ huddle filter \(words.joined(separator: " "))\n\(run.err)[\(run.code.rawValue)]\n\n"
        }
        await machine.expect("filter", "save", "mine", "--overdue")
        let run = await machine.huddle("list", "--filter", "mien")
        text += "$ huddle list --filter mien\n\(run.err)[\(run.code.rawValue)]\n"
        try Golden.expect(text, "filters.txt")
    }
}
