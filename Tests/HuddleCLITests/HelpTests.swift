import HuddleCLI
import HuddleTestSupport
import Testing

private let commands = [
    "", "add", "capture", "list", "search", "show", "agenda", "filter", "filter save", "filter list", "filter remove",
    "people", "customers", "tags", "edit", "done", "drop", "reopen", "assign", "due", "tag", "link", "comment",
    "vote", "delete", "restore", "undo", "history", "conflicts", "resolve",
    "quarantine", "quarantine list", "quarantine retry",
    "quarantine export", "bundle", "bundle write", "bundle read", "doctor", "init", "status", "join", "sync", "meeting",
    "meeting start", "meeting end", "meeting add",
    "meeting list", "meeting show", "visit", "visit start", "visit end", "visit show", "import", "import minutes",
    "import csv", "import todotxt", "import taskwarrior", "import ics", "import ndjson", "import jira",
    "export", "export actions", "export entries", "export promises", "export meeting", "export verify",
]

@Test func helpReadsAsBefore() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    var text = ""
    for command in commands {
        let words = command.split(separator: " ").map(String.init)
        let run = await machine.huddle((words + ["--help"]).map { Array($0.utf8) })
        #expect(run.code == .success && run.err.isEmpty)
        text += "$ huddle " + (words + ["--help"]).joined(separator: " ") + "\n" + run.out + "\n"
    }
    try Golden.expect(text, "help.txt")
}

@Test(arguments: commands.filter { !$0.isEmpty })
func everyCommandShowsTwoExamples(of command: String) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    let help = await machine.expect("help", command.split(separator: " ").first.map(String.init) ?? "")
    let examples = help.split(separator: "\n").drop { $0 != "Examples:" }.dropFirst().prefix {
        $0.hasPrefix("  huddle ")
    }
    #expect(examples.count == 2)
}

@Test func aKindIsACommand() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    #expect(await machine.expect("help", "idea") == (await machine.expect("idea", "--help")))
    #expect(await machine.expect("--version").hasPrefix("0."))
}
