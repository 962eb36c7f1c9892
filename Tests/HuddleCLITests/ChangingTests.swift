import HuddleCLI
import HuddleTestSupport
import Testing

@Suite struct ChangingTests {
    let folder: TemporaryFolder
    let machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        await machine.expect("init", "--name", "Maria Silva")
    }

    @Test func editingChangesWhatIsGivenAndNothingElse() async {
        defer { folder.remove() }
        let id = await machine.capture(
            "action", "Send blades", "--customer", "Acme", "--owner", "Jonas Berg", "--tag", "quality", "--due", "fri")
        #expect(
            await machine.expect("edit", id, "--text", "Send two blades", "--due", "+2w")
                == "\(id)  action  Send two blades · Jonas Berg · due Mon 2026-12-07 · Acme · #quality\n")
        #expect(
            await machine.expect(
                "edit", id, "--customer", "", "--due", "", "--disown", "jonas", "--untag", "QUALITY", "--kind", "idea",
                "--status", "dropped") == "\(id)  idea  Send two blades · dropped\n")
    }

    @Test func anEditThatChangesNothingSaysSo() async {
        defer { folder.remove() }
        let id = await machine.capture("note", "x", "--customer", "Acme")
        let run = await machine.huddle("edit", id, "--customer", "Acme")
        #expect(run.code == .success && run.err.contains("Nothing changed"))
        #expect(await machine.huddle("edit", id).code == .usage)
    }

    @Test func doneIsMarkedInLists() async {
        defer { folder.remove() }
        let id = await machine.capture("action", "Send blades")
        #expect(await machine.expect("done", id) == "\(id)  action  Send blades · done\n")
        #expect(await machine.expect("list").contains("STATUS"))
        #expect(await machine.expect("list", "--status", "open").isEmpty)
        #expect(await machine.huddle("done", id).err.contains("done already"))
    }

    @Test func whatIsDeletedIsOutOfSightAndCanBeBroughtBack() async {
        defer { folder.remove() }
        let id = await machine.capture("note", "Send blades")
        #expect(await machine.expect("delete", id) == "Deleted \(id): Send blades\n")
        #expect(await machine.expect("list").isEmpty)
        #expect(await machine.expect("show", id).contains("huddle restore"))
        await machine.expect("restore", id)
        #expect(await machine.expect("list").contains("Send blades"))
    }

    @Test func entriesBelongToMeetings() async {
        defer { folder.remove() }
        let meeting = await machine.capture(
            "meeting", "add", "Visit", "at", "Acme", "--customer", "Acme", "--site", "Lyon", "--with", "maria")
        let entry = await machine.capture("promise", "New blades in May", "--meeting", meeting)
        let shown = await machine.expect("meeting", "show", meeting)
        #expect(shown.contains("people      Maria Silva") && shown.contains("New blades in May"))
        #expect(await machine.expect("show", entry).contains("meeting     Visit at Acme, 2026-11-23"))
        #expect(await machine.expect("list", "--meeting", meeting).contains("New blades in May"))
        #expect(await machine.huddle("note", "x", "--meeting", entry).code == .usage)
        #expect(await machine.expect("show", meeting) == shown)
    }
}
