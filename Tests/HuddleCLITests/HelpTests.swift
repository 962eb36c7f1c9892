import HuddleCLI
import HuddleTestSupport
import Testing

@Test func helpReadsAsBefore() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    var text = ""
    for path in CommandTree.paths {
        let run = await machine.huddle((path + ["--help"]).map { Array($0.utf8) })
        #expect(run.code == .success && run.err.isEmpty)
        text += "$ " + (["huddle"] + path + ["--help"]).joined(separator: " ") + "\n" + run.out + "\n"
    }
    try Golden.expect(text, "help.txt")
}

@Test(arguments: CommandTree.paths)
func everyCommandShowsTwoExamplesOfItself(at path: [String]) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    let run = await machine.huddle((["help"] + path).map { Array($0.utf8) })
    #expect(run.code == .success && run.out.contains("USAGE: huddle"))
    let examples = run.out.split(separator: "\n").drop { $0 != "Examples:" }.dropFirst().prefix { $0.hasPrefix("  ") }
    #expect(examples.count == 2 && examples.allSatisfy { $0.contains("huddle ") })
}

@Test(arguments: ["grammar", "ids", "dates", "settings", "environment", "exit-codes"])
func aTopicReadsAsBefore(_ topic: String) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    let text = await machine.expect("help", topic)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "it fits any terminal")
    try Golden.expect(text, "help-\(topic).txt")
    #expect(await machine.expect("help").replacing("\n", with: " ").contains("huddle help \(topic)"))
}

@Test func helpHelpsWithItselfAndWithKinds() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    #expect(await machine.expect("help", "help") == (await machine.expect("--help")))
    #expect(await machine.expect("--home", folder.path, "help", "ids") == (await machine.expect("help", "ids")))
    #expect(await machine.expect("help", "idea") == (await machine.expect("idea", "--help")))
    #expect(await machine.expect("--version").hasPrefix("0."))
    #expect(await machine.expect("help", "ids", "--no-pager") == (await machine.expect("help", "ids")))
    #expect(await machine.expect("help", "--color", "never", "list", "-q") == (await machine.expect("help", "list")))
    #expect(await machine.huddle("help", "ids", "--json").err.contains("leave --json out"))
    #expect(await machine.huddle("help", "grammer").err.contains("Did you mean \"grammar\"?"))
}

/// Lines that need no parser become what the parser makes of them, option by option.
@Test(arguments: [
    ["add", "x"], ["add"], ["add", "- a dash", "@maria", "#4", "due:fri"], ["idea", "two words", "more"], ["note"],
    ["action", ""], ["add", "-5 degrees"], ["add", "日本", "é"], ["status"], ["status", "--short"], ["sync"],
    ["add", "--customer", "Acme Steel", "the", "--tag", "a", "text", "--tag", "b"], ["add", "x", "--due", ""],
    ["idea", "x", "--owner", "Jo", "--due", "fri", "--owner", "Ann", "--priority", "high", "--details", "more"],
    ["add", "--kind", "ida", "x", "--product", "P", "--site", "S", "--meeting", "fkmd"], ["add", "--tag", "- a dash"],
])
func aPlainLineIsReadAsTheParserReadsIt(_ typed: [String]) throws {
    let (plain, parsed) = try CommandTree.readings(of: typed)
    #expect(plain == parsed)
}

@Test(arguments: ["add", "status", "sync"])
func aDirectCommandIsTheProgramsOwn(_ name: String) {
    #expect(CommandTree.isDirect(name))
}

@Test(arguments: [
    ["add", "x", "--tag"], ["--json", "add", "x"], ["idea", "x", "-q"], ["add", "--", "x"], ["add", "x", "-y"],
    ["add", "x", "--custmer", "y"], ["add", "x", "--customer=y"], ["add", "x", "--details", "-"],
    ["idea", "x", "--kind", "note"], ["add", "x", "--due", "fri", "--due", "mon"], ["add", "x", "--help", "y"],
    ["status", "--json"], ["sync", "--watch"], ["list"],
])
func aLineWithOptionsGoesToTheParser(_ typed: [String]) throws {
    #expect(try CommandTree.isPlain(typed) == false)
}

@Test func everyCommandSaysItsName() {
    #expect(CommandTree.withoutName.isEmpty)
}
