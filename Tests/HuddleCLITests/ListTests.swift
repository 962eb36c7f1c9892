import HuddleCLI
import HuddleTestSupport
import Testing

@Suite struct ListTests {
    let folder: TemporaryFolder
    let machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        await machine.expect("init", "--name", "Maria Silva")
        await machine.expect(
            "frustration", "blades wear out", "--customer", "Acme", "--product", "Press 9", "--tag", "q")
        machine.host.advance(milliseconds: 3 * 86_400_000)
        await machine.expect("action", "send blades", "--owner", "me", "--due", "today", "--site", "Lyon")
        machine.host.advance(milliseconds: 2 * 86_400_000)
        await machine.expect("question", "wie lange 多久?", "--customer", "acme")
    }

    @Test(arguments: [
        (["--kind", "action"], ["send"]), (["--kind", "action", "--kind", "Questions"], ["wie", "send"]),
        (["--customer", "ACME"], ["wie", "blades"]), (["--product", "press 9"], ["blades"]),
        (["--site", "lyon"], ["send"]),
        (["--owner", "@me"], ["send"]), (["--owner", "maria"], ["send"]), (["--owner", "Jonas"], []),
        (["--tag", "#Q"], ["blades"]), (["--since", "2026-11-26"], ["wie", "send"]),
        (["--until", "2026-11-26"], ["send", "blades"]),
        (["--since", "wed", "--until", "thu"], ["send"]), (["--limit", "1"], ["wie"]),
        (["--limit", "all"], ["wie", "send", "blades"]),
        (["--status", "done"], []), ([], ["wie", "send", "blades"]),
    ])
    func filtersKeepWhatTheySay(options: [String], first words: [String]) async {
        defer { folder.remove() }
        let run = await machine.huddle((["list"] + options).map { Array($0.utf8) })
        #expect(run.code == .success)
        let lines = run.out.split(separator: "\n").dropFirst()
        #expect(lines.count == words.count)
        for (line, word) in zip(lines, words) { #expect(line.contains(word)) }
    }

    @Test func tablesFitTheTerminal() async throws {
        defer { folder.remove() }
        await machine.expect(
            "note", "a text that is much longer than what fits beside the other columns of a table, 多久 and 🧰")
        var text = ""
        for columns in [60, 80, 120] {
            var terminal = machine
            terminal.columns = columns
            terminal.variables["NO_COLOR"] = "1"
            let table = await terminal.expect("list")
            text += "\(columns) columns\n" + table
        }
        text += "pipe\n" + (await machine.expect("list"))
        try Golden.expect(text, "tables.txt")
    }

    @Test func noRowIsWiderThanTheTerminal() async {
        defer { folder.remove() }
        await machine.expect(
            "frustration", String(repeating: "wide ", count: 40), "--customer", String(repeating: "Acme ", count: 9),
            "--owner", "A Person With A Long Name", "--owner", "me", "--due", "+3d", "--priority", "high")
        await machine.expect("vote", "@last")
        for columns in [60, 70, 80, 100, 120, 200] {
            var terminal = machine
            terminal.columns = columns
            terminal.variables["NO_COLOR"] = "1"
            for line in await terminal.expect("list").split(separator: "\n") where !line.contains("多") {
                #expect(line.count <= columns, "\(line)")
            }
        }
    }

    @Test func colourIsForTerminalsAlone() async {
        defer { folder.remove() }
        var terminal = machine
        terminal.columns = 80
        #expect(await terminal.expect("list").contains("\u{1b}["))
        #expect(await !machine.expect("list").contains("\u{1b}["))
        terminal.variables["NO_COLOR"] = "1"
        #expect(await !terminal.expect("list").contains("\u{1b}["))
        terminal.variables = ["TERM": "dumb"]
        #expect(await !terminal.expect("list").contains("\u{1b}["))
    }

    @Test func aTerminalGetsTheLatestAndAPipeEverything() async {
        defer { folder.remove() }
        for number in 1...50 { await machine.expect("note", "number \(number)") }
        #expect(await machine.expect("list").split(separator: "\n").count == 54)
        var terminal = machine
        terminal.columns = 80
        let cut = await terminal.huddle("list")
        #expect(cut.out.split(separator: "\n").count == 51)
        #expect(cut.err.contains("--limit all"))
    }
}
