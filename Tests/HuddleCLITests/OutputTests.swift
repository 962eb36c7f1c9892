import HuddleCLI
import HuddleTestSupport
import Synchronization
import Testing

/// What `--color`, `--quiet` and the pager do, the same for all commands.
@Suite struct OutputTests {
    let folder: TemporaryFolder
    let machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        await machine.expect("init", "--name", "Maria Silva")
        await machine.expect("idea", "glue")
    }

    @Test(arguments: [
        (nil, "auto", [:], false), (80, "auto", [:], true), (nil, "always", ["NO_COLOR": "1"], true),
        (80, "never", ["CLICOLOR_FORCE": "1"], false), (nil, "auto", ["CLICOLOR_FORCE": "1"], true),
        (nil, "auto", ["CLICOLOR_FORCE": "0"], false), (80, "auto", ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false),
        (80, "auto", ["NO_COLOR": ""], true), (80, "auto", ["CLICOLOR": "0"], false),
        (80, "auto", ["TERM": "dumb"], false),
    ])
    func colourIsAsAskedFor(columns: Int?, color: String, variables: [String: String], isColoured: Bool) async {
        defer { folder.remove() }
        var machine = machine
        machine.columns = columns
        machine.variables = variables
        for command in [["list"], ["show", "1"], ["search", "glue"], ["status"], ["agenda"]] {
            _ = await machine.huddle("list")
            await machine.expect("vote", "@last")
            let run = await machine.huddle((command + ["--color", color]).map { Array($0.utf8) })
            if run.code == .success { #expect(run.out.contains("\u{1b}[") == isColoured, "\(command)") }
        }
        #expect(await machine.huddle("list", "--color", "pink").code == .usage)
    }

    /// What is wider than the terminal goes on under the column where its text began, and no word is cut.
    @Test func sheetsAreFoldedToTheTerminal() async {
        defer { folder.remove() }
        let long = "The guard door of line 4 jams twice a shift, and the operator has to reach in with a rod 漢字テスト"
        await machine.expect("note", long, "--details", long, "--customer", "Acme Steel Works International")
        var terminal = machine
        terminal.columns = 40
        terminal.variables = ["NO_COLOR": "1"]
        for command in [["show", "@last"], ["history", "@last"], ["status"], ["doctor"]] {
            let whole = await machine.huddle(command.map { Array($0.utf8) }).out
            let folded = await terminal.huddle(command.map { Array($0.utf8) }).out
            #expect(folded.split(whereSeparator: \.isWhitespace) == whole.split(whereSeparator: \.isWhitespace))
            let lines = folded.split(separator: "\n")
            #expect(lines.allSatisfy { $0.count <= 40 || !$0.dropFirst(14).contains(" ") }, "\(folded)")
        }
        #expect(await terminal.expect("show", "@last").contains("note  The guard door of line 4\n            jams"))
    }

    @Test func quietLeavesResultsAndErrors() async {
        defer { folder.remove() }
        for _ in 1...60 { await machine.expect("-q", "note", "x") }
        var terminal = machine
        terminal.columns = 80
        for command in [
            ["add", "y"], ["done", "@last"], ["meeting", "add", "round"], ["filter", "save", "x", "--overdue"],
        ] {
            let run = await terminal.huddle((command + ["--quiet"]).map { Array($0.utf8) })
            #expect(run.code == .success && run.out.isEmpty && run.err.isEmpty, "\(command): \(run.out)\(run.err)")
        }
        let list = await terminal.huddle("--quiet", "list")
        #expect(list.out.split(separator: "\n").count == 51 && list.err.isEmpty)
        let none = await terminal.huddle("list", "--quiet", "--tag", "none")
        #expect(none.out.isEmpty && none.err.isEmpty && none.code == .success)
        #expect(await terminal.expect("add", "z", "--quiet", "--json").hasPrefix("{"))
        let wrong = await terminal.huddle("done", "zzzz", "--quiet")
        #expect(wrong.code == .notFound && wrong.err.hasPrefix("huddle: There is nothing here"))
        #expect(await terminal.expect("doctor", "-q").contains("entries"))
    }

    @Test func whatIsLongerThanTheScreenGoesToThePager() async {
        defer { folder.remove() }
        for number in 1...30 { await machine.expect("note", "number \(number)") }
        var terminal = machine
        terminal.columns = 80
        terminal.rows = 20
        terminal.variables = ["TERM": "xterm", "NO_COLOR": "1"]
        let pager = FakePager()
        terminal.pager = { pager.start($0) }
        let paged = await terminal.huddle("list", "--limit", "25")
        #expect(paged.out.isEmpty && pager.text.split(separator: "\n").count == 26)
        #expect(pager.command == "less -FRX")
        let short = await terminal.huddle("list", "--limit", "5")
        #expect(short.out.split(separator: "\n").count == 6, "what fits is printed")
        let direct = await terminal.huddle("list", "--limit", "25", "--no-pager")
        #expect(direct.out.split(separator: "\n").count == 26)
        for variables in [["TERM": "dumb"], ["TERM": "xterm", "HUDDLE_PAGER": ""], ["TERM": "xterm", "PAGER": "cat"]] {
            terminal.variables = variables
            #expect(await terminal.huddle("list", "--limit", "25").out.split(separator: "\n").count == 26)
        }
        terminal.variables = ["TERM": "xterm", "PAGER": "more", "HUDDLE_PAGER": "most -s"]
        #expect(await terminal.huddle("help", "grammar").out.isEmpty, "help is paged too")
        #expect(pager.command == "most -s" && pager.text.contains("due:fri"))
        #expect(await !terminal.huddle("--no-pager", "list", "--help").out.isEmpty)
        #expect(await machine.huddle("list").out.split(separator: "\n").count == 32, "a pipe gets no pager")
    }

    @Test func aPagerThatIsLeftOrCannotRunIsNoFailure() async {
        defer { folder.remove() }
        for number in 1...60 { await machine.expect("note", "number \(number)") }
        var terminal = machine
        terminal.columns = 80
        terminal.rows = 10
        terminal.variables = ["TERM": "xterm", "NO_COLOR": "1"]
        let left = FakePager(takes: 0)
        terminal.pager = { left.start($0) }
        let run = await terminal.huddle("list")
        #expect(run.code == .success && run.out.isEmpty)
        // What is said beside a long list waits until the pager is gone.
        #expect(run.err.contains("--limit all") || run.err.isEmpty)
        let broken = FakePager(takes: 0, canRun: false)
        terminal.pager = { broken.start($0) }
        #expect(await terminal.huddle("list").out.split(separator: "\n").count == 51)
        terminal.pager = nil
        let none = await terminal.huddle("list")
        #expect(none.out.split(separator: "\n").count == 51 && none.err.contains("--limit all"))
    }
}

/// A pager that remembers what it was given.
private final class FakePager: Pager, Sendable {
    private struct State {
        var command = ""
        var bytes: [UInt8] = []
    }

    private let state = Mutex(State())
    private let most: Int
    private let canRun: Bool

    init(takes most: Int = .max, canRun: Bool = true) {
        self.most = most
        self.canRun = canRun
    }

    var command: String { state.withLock { $0.command } }
    var text: String { String(decoding: state.withLock { $0.bytes }, as: UTF8.self) }

    func start(_ command: String) -> any Pager {
        state.withLock { $0 = State(command: command) }
        return self
    }

    func write(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            guard state.bytes.count + bytes.count <= most else { throw OutputError.closed }
            state.bytes += bytes
        }
    }

    func finish() -> Bool { canRun }
}
