import Foundation
import HuddleTestSupport
import Testing

/// Names that somebody else may have chosen to see what a shell makes of them.
private let hostile = [
    "$(touch pwned)", "`touch pwned`", "a'b\"c", "x; touch pwned", "x && touch pwned", "!rm", "~root", "#x", "* ?[a]",
    "back\\slash", "%n{red}", "-rf", "Ärger 漢 🎉", "tab\there", "line\nbreak", "bell\u{7}\u{1b}[31m", "a\u{202e}b",
]

/// Real shells load the completions, and complete a log full of such names.
@Suite struct CompletionTests {
    let folder: TemporaryFolder
    let machine: Machine

    init() throws {
        folder = try TemporaryFolder()
        machine = try Machine.ofMaria(in: folder)
        Team.expect(try machine.huddle("action", "Send blades", "--customer", "Acme Steel", "--tag", "guard door"))
        Team.expect(try machine.huddle("note", "Ask jo", "--customer", "Acme's", "--owner", "Jo Weber"))
        for name in hostile { Team.expect(try machine.huddle("note", "x", "--customer", "z" + name)) }
    }

    /// Runs a script in a shell in which `huddle` is the one that was built; skipped with a message where there is no such shell.
    private func run(_ shell: String, _ script: String) throws -> [String]? {
        guard let program = Program(installed: shell) else {
            print("skipped: \(shell) is not installed")
            return nil
        }
        let path = folder.path + "/script"
        try Data(script.utf8).write(to: URL(filePath: path))
        let environment = [
            "HUDDLE_HOME": machine.home, "HOME": folder.path, "TERM": "dumb",
            "PATH": Program.huddle.url.deletingLastPathComponent().path + ":/usr/bin:/bin",
        ]
        let output = try program.run([path], environment: environment, in: folder.path)
        #expect(output.status == 0 && output.stderr.isEmpty, "\(output.stderr)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/pwned"))
        return output.stdout.split(separator: "\n").map(String.init)
    }

    /// What bash would put into the line.
    private func bash(_ line: String) throws -> [String]? {
        try run(
            "bash",
            """
            cd '\(folder.path)'
            source <(huddle completions bash)
            complete -p huddle >/dev/null || exit 1
            COMP_TYPE=9 COMP_LINE=$(cat <<'LINE'
            \(line)
            LINE
            ) COMP_POINT=${#COMP_LINE}
            COMP_POINT=${#COMP_LINE}
            _huddle huddle
            printf '%s\\n' "${COMPREPLY[@]}"
            """)
    }

    @Test func bashCompletesCommandsOptionsAndNames() throws {
        defer { folder.remove() }
        guard let commands = try bash("huddle st") else { return }
        #expect(commands == ["status"])
        #expect(try bash("huddle fru") == ["frustration"])
        #expect(try bash("huddle meeting st") == ["start"])
        #expect(try bash("huddle list --cus") == ["--customer"])
        #expect(try bash("huddle list --customer acme") == [#"Acme\ Steel"#, #"Acme\'s"#])
        #expect(try bash("huddle list --customer 'acme") == ["Acme Steel", #"Acme'\''s"#])
        #expect(try bash(#"huddle list --customer "acme"#) == ["Acme Steel", "Acme's"])
        #expect(try bash("huddle list --customer=acme") == [#"Acme\ Steel"#, #"Acme\'s"#], "bash replaces from = on")
        #expect(try bash(#"huddle list --customer Acme\ S"#) == [#"Acme\ Steel"#])
        #expect(try bash("huddle add @jo") == [#"Jo\ Weber"#], "bash replaces from @ on")
        #expect(try bash("huddle action Call customer:Acme\\ S") == [#"Acme\ Steel"#])
        #expect(try bash("huddle add '! door #gu") == [##"! door #"guard door""##])
        #expect(try bash("huddle done ")?.first == "@last")
        #expect(try bash("huddle help ex") == ["export", "exit-codes"])
        #expect(try bash("huddle config set sync.after-capture ") == ["on", "off"])
        #expect(try bash("huddle nonsense ") == [])
    }

    /// Each is put into a line that bash then runs: it must come out as the name that it was, or not be offered at all.
    @Test(arguments: ["", "'", "\""])
    func whatBashPutsIntoALineIsTheNameAndNothingElse(quote: String) throws {
        defer { folder.remove() }
        guard let offered = try bash("huddle list --customer \(quote)z") else { return }
        let harmless = hostile.filter { name in !name.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202e}" } }
        #expect(offered.count == harmless.count)
        let words = offered.map { quote + $0 + quote }.joined(separator: " ")
        let seen = try run("bash", "set -H\nprintf '%s\\n' \(words)")
        #expect(Set(seen ?? []) == Set(harmless.map { "z" + $0 }))
    }

    @Test func zshTakesTheScriptAndGetsTheNamesAsTheyAre() throws {
        defer { folder.remove() }
        let script = """
            cd '\(folder.path)'
            autoload -Uz compinit && compinit -u -d '\(folder.path)/dump'
            source <(huddle completions zsh)
            [[ $_comps[huddle] == _huddle ]] || exit 1
            compadd() { while [[ $1 != -a ]]; do shift; done; print -rl -- "${(@P)2}" }
            _files() { print -r -- FILES }
            ask() { words=("$@") CURRENT=$# PREFIX=${@[-1]}; _huddle }
            ask huddle st
            ask huddle list --customer acme
            ask huddle list --customer 'Acme\\ S'
            ask huddle export actions --output ''
            ask huddle meeting ''
            ask huddle list --customer z
            """
        guard let lines = try run("zsh", script) else { return }
        let harmless = hostile.filter { name in !name.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202e}" } }
        #expect(lines.prefix(5) == ["status", "Acme Steel", "Acme's", "Acme Steel", "FILES"])
        #expect(lines.contains("start") && Set(lines.suffix(harmless.count)) == Set(harmless.map { "z" + $0 }))
    }

    @Test func fishCompletesTheSame() throws {
        defer { folder.remove() }
        let script = """
            cd '\(folder.path)'
            huddle completions fish | source
            complete -C 'huddle sta'
            complete -C 'huddle list --customer acme'
            complete -C 'huddle list --customer=Acme\\ S'
            complete -C 'huddle add @jo'
            complete -C 'huddle list --customer z'
            """
        guard let lines = try run("fish", script) else { return }
        let values = lines.map { String($0.prefix { $0 != "\t" }) }
        #expect(values.contains("status") && values.contains("Acme Steel") && values.contains("@Jo Weber"))
        #expect(values.contains("--customer=Acme Steel"))
        for name in hostile where !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0 == "\u{202e}" }) {
            #expect(values.contains("z" + name))
        }
    }

    @Test func nothingIsEverSaidToAHalfTypedLine() throws {
        defer { folder.remove() }
        for words in [
            ["zsh", ""], ["fish", "show", "\u{1b}"], ["bash", "9", "x", "huddle --home /nowhere show "], ["tcsh", ""],
        ] {
            let output = try Program.huddle.run(["__complete"] + words, environment: [:], in: folder.path)
            #expect(words[0] == "tcsh" || output.status == 0 && output.stderr.isEmpty, "\(output.stderr)")
        }
    }
}
