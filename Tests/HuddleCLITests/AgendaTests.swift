import HuddleCLI
import HuddleTestSupport
import Testing

/// Everything that waits is on the agenda, and goes off it as it is dealt with.
@Test func theAgendaHoldsWhatWaits() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    await machine.expect("init", "--name", "Maria Silva")
    #expect(await machine.huddle("agenda").err.contains("Nothing waits"))

    let promise = await machine.capture("promise", "Press 9 ships in May", "--customer", "Acme")
    let other = await machine.capture("promise", "A new oven", "--customer", "Berg", "--due", "2026-11-30")
    let door = await machine.capture("frustration", "The guard door jams", "--customer", "Acme")
    let late = await machine.capture("action", "Measure the hinges", "--due", "2026-11-20", "--owner", "me")
    await machine.expect("action", "Not late", "--due", "2026-12-20")
    let small = await machine.capture("idea", "A smaller door")
    let large = await machine.capture("idea", "A larger door", "--customer", "Acme")
    await machine.expect("idea", "that nobody wants")
    await machine.expect("vote", small, large)
    await machine.expect("meeting", "add", "Last round", "--on", "2026-11-10")
    await machine.expect("meeting", "add", "Weekly round", "--on", "2026-11-25")
    await machine.expect("meeting", "add", "Yearly round", "--on", "2026-12-30")

    var terminal = machine
    terminal.variables["NO_COLOR"] = "1"
    var text = ""
    for columns in [60, 80, 120] {
        terminal.columns = columns
        text += "\(columns) columns\n" + (await terminal.expect("agenda")) + "\n"
    }
    text += "json\n" + (await machine.expect("agenda", "--json", "--customer", "acme"))
    try Golden.expect(text, "agenda.txt")
    // The numbers go on from one part to the next.
    #expect(await terminal.expect("show", "4").contains("The guard door jams"))

    await machine.expect("link", late, "addresses", door)
    await machine.expect("comment", promise, "we can")
    await machine.expect("done", other)
    #expect(await machine.expect("agenda", "--limit", "1").contains("There are more"))
    let rest = await machine.expect("agenda")
    for gone in ["Press 9", "oven", "jams"] { #expect(!rest.contains(gone)) }
    await machine.expect("drop", late)
    #expect(await machine.expect("agenda").contains("jams"), "an action that was dropped addresses nothing")
}

@Test func aConflictIsOnTheAgendaUntilItIsDecided() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let pair = try await Pair(folder)
    let id = await pair.disagree("three", "four", of: "two")
    #expect(await pair.maria.expect("agenda").contains("Conflicts to decide"))
    await pair.maria.expect("resolve", id, "--keep", "latest")
    #expect(await !pair.maria.expect("agenda").contains("Conflicts to decide"))
}

@Test func namesAreListedWithTheirCounts() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    await machine.expect("init", "--name", "Maria Silva", "--department", "sales")
    for empty in ["customers", "tags"] {
        let run = await machine.huddle(empty)
        #expect(run.code == .success && run.out.isEmpty && run.err.contains("yet"))
    }
    for (customer, tag) in [("Acme", "quality"), ("acme", "oven"), ("Acme", "quality"), ("多久 GmbH", "quality")] {
        await machine.expect("note", "x", "--customer", customer, "--tag", tag, "--owner", "Jo Weber")
    }
    await machine.expect("done", "@last")
    var text = ""
    for command in ["people", "customers", "tags"] {
        text += "$ huddle \(command)\n" + (await machine.expect(command))
        text += "$ huddle \(command) --json\n" + (await machine.expect(command, "--json"))
    }
    try Golden.expect(text, "names.txt")
}
