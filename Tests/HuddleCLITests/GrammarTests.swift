import Foundation
import HuddleCLI
import HuddleCore
import HuddleTestSupport
import Testing

/// One line says it all, in `add` and in the commands of the kinds. It is Monday 2026-11-23.
@Suite struct GrammarTests {
    let folder: TemporaryFolder
    let machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        await machine.expect("init", "--name", "Maria Silva", "--department", "sales")
    }

    @Test func whatWasUnderstoodIsPrintedBack() async throws {
        defer { folder.remove() }
        await machine.expect("meeting", "add", "Weekly round")
        var text = ""
        let lines: [[String]] = [
            ["add", "! The guard door jams @maria #quality customer:\"Acme Steel\" due:fri p:high"],
            ["add", "- Ask @me about #42 and jo@example.com at 10:30"],
            ["add", "[] Send two blades", "@jonas", "customer:Acme Steel", "due:dec 1"],
            ["add", "Seen at https://example.com/#top \\@maria"],
            ["add", "? Why is it late meeting:\"weekly round\""],
            ["add", "Read meeting:unknown first"],
            ["add", "#quality"],
            ["promise", "Press 9 ships in May to:Acme"],
            ["idea", "- keep the mark @Maria"],
            ["add", "- five degrees", "--kind", "note"],
            [
                "add", "! flags win customer:Bolt due:fri p:low", "--customer", "Acme", "--due", "2026-12-24",
                "--priority", "high",
            ],
            ["action", "both own it @jo", "--owner", "Maria Silva", "--tag", "one", "#two"],
            ["action", "@mraia to call"],
            ["add", "- send it due:frday"],
            ["add", "- send it \\due:frday"],
        ]
        for line in lines {
            let run = await machine.huddle(line.map { Array($0.utf8) })
            let out = run.out.isEmpty ? "" : "…" + run.out.drop { $0 != " " }
            text += "$ huddle \(line.joined(separator: " | "))\n\(out)\(run.err)[\(run.code.rawValue)]\n\n"
        }
        try Golden.expect(text, "grammar.txt")
    }

    @Test func aNameThatSeveralPeopleHaveNamesThem() async throws {
        defer { folder.remove() }
        let team = Team()
        let space = try team.newSpace("Acme team")
        for (seed, name) in [(UInt64(2), "Jo Weber"), (3, "Jo Novak")] {
            let other = try Machine(folder, seed: seed, network: team.network)
            await other.expect("join", team.invite(name, to: space))
            await other.expect("sync")
        }
        let maria = try Machine(folder, seed: 4, network: team.network)
        await maria.expect("join", team.invite("Ada Novak", to: space))
        await maria.expect("sync")
        let run = await maria.huddle("action", "Call @jo")
        #expect(run.code == .success && run.out.hasSuffix("  action  Call · jo\n"))
        #expect(run.err.contains("Jo Weber or Jo Novak") || run.err.contains("Jo Novak or Jo Weber"))
        #expect(await maria.expect("action", "Call @jo.weber").contains("· Jo Weber"))
        #expect(await maria.expect("action", "Call @\"jo novak\"").contains("· Jo Novak"))
    }

    /// What could be captured before there was a grammar can be still.
    @Test func everyTextCanBeCaptured() async throws {
        defer { folder.remove() }
        let texts = [
            "!", "@", "#", "[]", "\"", "\\", "customer:", "@maria", "#" + String(repeating: "x", count: 400), "> ",
            (0..<400).map { "#t\($0)" }.joined(separator: " "), "a\u{7}b @\"c\u{7}\"", "p:", "due:", "-5", "--- what",
            "- ",
        ]
        for text in texts {
            let run = await machine.huddle("add", text)
            #expect(run.code == .success, "\(text.prefix(40)): \(run.err)")
        }
        #expect(
            await machine.expect("list", "--json", "--limit", "all").split(separator: "\n").count == texts.count + 2)
    }

    @Test func theGrammarIsATopicOfHelp() async throws {
        defer { folder.remove() }
        let help = await machine.expect("help", "grammar")
        #expect(help.split(separator: "\n", omittingEmptySubsequences: false).allSatisfy { $0.count <= 80 })
        try Golden.expect(help, "help-grammar.txt")
        #expect(await machine.expect("help").contains("huddle help grammar"))
        #expect(await machine.huddle("help", "gramar").err.contains("Did you mean \"grammar\"?"))
        let examples = help.split(separator: "\n").filter { $0.hasPrefix("  huddle ") }
        #expect(examples.count == 3)
    }
}
