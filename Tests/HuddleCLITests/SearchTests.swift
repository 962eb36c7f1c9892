import HuddleCLI
import HuddleTestSupport
import Testing

@Suite struct SearchTests {
    let folder: TemporaryFolder
    let machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        await machine.expect("init", "--name", "Maria Silva")
        await machine.expect(
            "frustration", "blades wear out in three weeks", "--customer", "Acme Steel", "--tag", "quality",
            "--details",
            "The coating of the blade is gone after a week of work with hot steel; nobody at the plant in Lyon knows why."
        )
        await machine.expect("note", "the oven is too hot for a blade")
        await machine.expect("comment", "@last", "blades are sold out until June")
        await machine.expect("meeting", "add", "Blade round", "--on", "2026-11-25", "--with", "Jo Weber")
    }

    @Test(arguments: [
        (["blade"], ["Blade round", "too hot", "wear out", "sold out"]), (["BLADE", "lyon"], ["wear out"]),
        (["wear out"], ["wear out"]), (["\"out wear\""], ["wear out"]), (["weber"], ["Blade round"]),
        (["silva"], ["Maria Silva"]),
        (["quality"], ["wear out"]), (["bla*", "june"], ["sold out"]), (["blade", "--kind", "note"], ["too hot"]),
        (["blade", "--customer", "acme steel"], ["wear out"]), (["blade", "--limit", "1"], ["Blade round"]),
        (["nowhere"], []), (["\""], []), ([""], []), (["NEAR(", "AND"], []),
    ])
    func findsWhatIsMeantTheBestFirst(arguments: [String], found words: [String]) async {
        defer { folder.remove() }
        let run = await machine.huddle((["search"] + arguments).map { Array($0.utf8) })
        #expect(run.code == .success)
        let lines = run.out.split(separator: "\n").filter { $0.first != " " }
        #expect(lines.count == words.count, "\(run.out)")
        for (line, word) in zip(lines, words) { #expect(line.contains(word), "\(run.out)") }
        #expect(run.err.contains("Nothing has these words") == words.isEmpty)
    }

    /// Nothing that can be typed is wrong.
    @Test func noSearchFails() async throws {
        defer { folder.remove() }
        var random = SeededRandom(seed: 4)
        let alphabet: [String] = [
            "\"", "*", "'", "(", ")", ":", "^", "+", "-", "{", "}", ",", "%", "_", "\\", ";", "--", "/*", "\u{0}",
            "\u{1b}",
            "\u{301}", "\u{fffd}", "é", "多", "🧰", " ", "\n", "AND", "OR", "NOT", "NEAR", "blade", "a", "text", "main",
            "0",
            String(decoding: [0xef, 0xb7, 0x91], as: UTF8.self), String(decoding: [0xef, 0xb7, 0x92], as: UTF8.self),
        ]
        for _ in 0..<400 {
            let words = (0...Int.random(in: 0...2, using: &random)).map { _ in
                (0...Int.random(in: 0...7, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }
                    .joined()
            }
            let run = await machine.huddle((["search", "--"] + words).map { Array($0.utf8) })
            #expect(run.code == .success, "\(words): \(run.err)")
        }
        let long = String(repeating: "x", count: 100_000)
        let many = String(repeating: "x ", count: 30_000)
        for words in [long, many, "\"" + many] {
            #expect(await machine.huddle("search", words).code == .success)
        }
    }

    @Test func theHitIsShownAndSetOff() async throws {
        defer { folder.remove() }
        var text = ""
        for columns in [60, 80, 120] {
            var terminal = machine
            terminal.columns = columns
            terminal.variables["NO_COLOR"] = "1"
            text += "\(columns) columns\n" + (await terminal.expect("search", "blade"))
        }
        text += "pipe\n" + (await machine.expect("search", "blade"))
        text += "json\n" + (await machine.expect("search", "blade", "--json"))
        try Golden.expect(text, "search.txt")
        var terminal = machine
        terminal.columns = 80
        let coloured = await terminal.expect("search", "oven")
        #expect(coloured.contains("the \u{1b}[1;33moven\u{1b}[0m is too hot"))
        #expect(await terminal.expect("show", "1").contains("the oven"), "numbers name what was found")
    }

    @Test func aWordThatIsEverywhereIsNotReadToTheEnd() async {
        defer { folder.remove() }
        let lines = (1...450).map { "press \($0)" }.joined(separator: "\n")
        let captured = await machine.huddle(["capture"].map { Array($0.utf8) }, input: Array(lines.utf8))
        #expect(captured.code == .success)
        let run = await machine.huddle("search", "press")
        #expect(run.out.split(separator: "\n").count == 20 && run.err.contains("best of the latest 400"))
        let all = await machine.huddle("search", "press", "--limit", "all")
        #expect(all.out.split(separator: "\n").count == 450 && all.err.isEmpty)
        let some = await machine.huddle("search", "press", "77", "--json")
        #expect(some.out.contains("press 77") && some.out.split(separator: "\n").count == 1)
    }
}
