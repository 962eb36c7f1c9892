import HuddleCLI
import HuddleTestSupport
import Testing

/// Working with entries: which ones are meant, and what is done to them.
@Suite struct WorkingTests {
    let folder: TemporaryFolder
    let machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        await machine.expect("init", "--name", "Maria Silva")
    }

    /// The same machine, seen from a terminal of 100 columns without colour.
    private func terminal(answering answer: String? = nil) -> Machine {
        var terminal = machine
        terminal.columns = 100
        terminal.answer = answer
        terminal.variables["NO_COLOR"] = "1"
        return terminal
    }

    @Test func severalIdsAreChangedAtOnceAndUndoneAtOnce() async {
        defer { folder.remove() }
        let ids = [await machine.capture("action", "one"), await machine.capture("action", "two")]
        let done = await machine.expect("done", ids[0], ids[1])
        #expect(done == "\(ids[0])  action  one · done\n\(ids[1])  action  two · done\n")
        await machine.expect("undo")
        #expect(await machine.expect("list", "--status", "done").isEmpty)
        await machine.expect("drop", ids[0] + "," + ids[1])
        #expect(await machine.expect("list", "--status", "dropped").split(separator: "\n").count == 3)
        #expect(await machine.expect("reopen", ids[0]) == "\(ids[0])  action  one\n")
        #expect(await machine.huddle("reopen", ids[0]).err.contains("it is open"))
    }

    @Test func lastIsWhatTheLastCommandWrote() async {
        defer { folder.remove() }
        #expect(await machine.huddle("show", "@last").err.contains("no @last"))
        let first = await machine.capture("action", "one")
        let second = await machine.capture("action", "two")
        #expect(await machine.expect("done", "@last").hasPrefix(second))
        await machine.expect("comment", first, "seen", "today")
        #expect(await machine.expect("done", "@last").hasPrefix(first), "a comment stands for what it is about")
        await machine.expect("undo")
        await machine.expect("undo")
        #expect(await machine.expect("show", "@last").hasPrefix(first), "what was undone was written last all the same")
    }

    @Test func numbersNameWhatATerminalListedLast() async {
        defer { folder.remove() }
        var ids: [String] = []
        for number in 1...4 { ids.append(await machine.capture("action", "number \(number)")) }
        #expect(await machine.huddle("done", "1").err.contains("nothing was listed"))
        let list = await terminal().expect("list")
        #expect(list.split(separator: "\n")[1].hasPrefix("1  \(ids[3])"))
        await machine.expect("note", "written since")
        #expect(await machine.expect("done", "1").hasPrefix(ids[3]), "the numbers stay those of the list that was seen")
        #expect(await machine.expect("due", "2-3", "fri").hasPrefix("\(ids[2])  action  number 3 · due Fri"))
        let wrong = await machine.huddle("done", "5")
        #expect(wrong.code == .notFound && wrong.err.contains("4 entries"))
        #expect(await machine.huddle("done", "0").code == .notFound)
    }

    @Test func manyAtOnceNeedAYes() async {
        defer { folder.remove() }
        var ids: [String] = []
        for number in 1...11 { ids.append(await machine.capture("note", "number \(number)")) }
        func drop(_ machine: Machine, _ more: String...) async -> Machine.Run {
            await machine.huddle((["drop"] + ids + more).map { Array($0.utf8) })
        }
        #expect(await drop(machine).err.contains("--yes"))
        #expect(await drop(terminal(answering: "n")).code == .failure)
        #expect(await machine.expect("list", "--status", "dropped").isEmpty)
        #expect(await drop(terminal(answering: "y")).code == .success)
        await machine.expect("undo")
        #expect(await drop(machine, "--yes").code == .success)
        #expect(await machine.expect("list", "--status", "dropped").split(separator: "\n").count == 12)
    }

    @Test func assigningGivesAnEntryToSomebody() async {
        defer { folder.remove() }
        let id = await machine.capture("action", "Send blades", "--owner", "Jonas Berg")
        #expect(await machine.expect("assign", id, "silva") == "\(id)  action  Send blades · Maria Silva\n")
        #expect(await machine.expect("assign", id, "JONAS Berg", "--also").contains("JONAS Berg, Maria Silva"))
        #expect(await machine.expect("assign", id, "@me") == "\(id)  action  Send blades · Maria Silva\n")
        #expect(await machine.huddle("assign", id, "me").err.contains("Nothing changed"))
        #expect(await machine.expect("assign", id, "--nobody") == "\(id)  action  Send blades\n")
        #expect(await machine.huddle("assign", id).err.contains("Say who"))
    }

    @Test(arguments: [
        (["fri"], "Fri 2026-11-27"), (["dec", "1"], "Tue 2026-12-01"), (["1", "dec", "2027"], "Wed 2027-12-01"),
        (["2026-12-24"], "Thu 2026-12-24"),
    ])
    func dueTakesADateInOneWordOrSeveral(_ words: [String], _ day: String) async {
        defer { folder.remove() }
        let id = await machine.capture("action", "x")
        let run = await machine.huddle((["due", id] + words).map { Array($0.utf8) })
        #expect(run.out == "\(id)  action  x · due \(day)\n")
        #expect(await machine.expect("due", id, "none") == "\(id)  action  x\n")
        #expect(await machine.huddle("due", id, "frday").err.contains("is no date"))
    }

    @Test func tagsGoOnAndOff() async {
        defer { folder.remove() }
        let id = await machine.capture("action", "x")
        #expect(await machine.expect("tag", id, "Quality") == "\(id)  action  x · #Quality\n")
        #expect(await machine.expect("tag", id, "+press", "+rare").contains("#Quality · #press · #rare"))
        #expect(await machine.expect("tag", id, "QUALITY", "--remove").contains("x · #press · #rare"))
        #expect(await machine.huddle("tag", id).code == .usage)
    }

    @Test func aLinkIsSeenFromBothEnds() async {
        defer { folder.remove() }
        let trouble = await machine.capture("frustration", "blades wear out")
        let remedy = await machine.capture("action", "order better blades")
        await machine.expect("link", "@last", "addresses", trouble)
        #expect(await machine.expect("show", remedy).contains("linked      addresses \(trouble)  blades wear out"))
        #expect(await machine.expect("show", trouble).contains("linked      addressed by \(remedy)  order better"))
        #expect(await machine.expect("show", trouble, "--json").contains("\"linkedFrom\":[{\"verb\":\"addresses\""))
        #expect(await machine.huddle("link", remedy, "fixes", trouble).err.contains("Known are: addresses"))
        #expect(await machine.huddle("link", remedy, "answers", remedy).code == .usage)
        await machine.expect("link", remedy, "addresses", trouble, "--remove")
        #expect(await !machine.expect("show", trouble).contains("linked"))
    }

    @Test func commentsAndVotesCarryNames() async {
        defer { folder.remove() }
        let id = await machine.capture("idea", "a softer blade")
        let comment = await machine.expect("comment", id, "not\nbefore June")
        #expect(comment.contains("comment on \(id)  not\\nbefore June"))
        let shown = await machine.expect("show", id)
        #expect(shown.contains("Maria Silva · 2026-11-23") && shown.contains("    not\n    before June\n"))
        #expect(await machine.expect("vote", id) == "\(id)  idea  a softer blade · 1 vote\n")
        #expect(await machine.expect("show", id).contains("votes       1: Maria Silva"))
        #expect(await machine.huddle("vote", id).err.contains("already"))
        #expect(await machine.expect("vote", id, "--withdraw") == "\(id)  idea  a softer blade\n")
        await machine.expect("delete", String(comment.prefix { $0 != " " }))
        #expect(await !machine.expect("show", id).contains("before June"))
    }

    @Test func whatWasDeletedIsFound() async {
        defer { folder.remove() }
        let id = await machine.capture("note", "gone")
        await machine.expect("note", "here")
        await machine.expect("delete", id)
        let deleted = await machine.expect("list", "--deleted")
        #expect(deleted.contains("gone") && !deleted.contains("here"))
    }

    @Test func anEditSaysWhatItChanged() async {
        defer { folder.remove() }
        let id = await machine.capture("action", "x", "--due", "fri", "--tag", "old")
        let run = await machine.huddle("edit", id, "--due", "2026-12-04", "--tag", "new", "--untag", "old")
        #expect(run.err == "  due: 2026-11-27 → 2026-12-04\n  tags: +new −old\n")
        let other = await machine.capture("action", "y")
        #expect(await machine.huddle("edit", id, other, "--text", "same").code == .usage)
        #expect(await machine.expect("edit", id, other, "--customer", "Acme").split(separator: "\n").count == 2)
    }
}
