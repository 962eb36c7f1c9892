import Foundation
import HuddleCLI
import HuddleTestSupport
import Testing

/// What imports do to a log: nothing twice, nothing against people, nothing by halves.
@Suite struct ImportTests {
    let folder: TemporaryFolder
    let machine: Machine
    let file: String

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        file = try folder.newPath("list.csv")
        await machine.expect("init", "--name", "Maria Silva")
    }

    private func put(_ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: file))
    }

    private func importing(_ more: String...) async -> Machine.Run {
        await machine.huddle((["import", "csv", file] + more).map { Array($0.utf8) })
    }

    /// The fields of the only entry.
    private func entry() async throws -> [String: Any] {
        let printed = await machine.expect("list", "--json")
        let list = try #require(try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? [[String: Any]])
        return try #require(list.first)
    }

    @Test func importingTwiceChangesNothing() async throws {
        defer { folder.remove() }
        try put("Text,Owner,Due\nSend,Jo,2026-12-01\nAsk,\"Jo, maria\",\n")
        #expect(await importing("--dry-run").out.contains("2 new"))
        #expect(await machine.expect("list").isEmpty)
        #expect(await importing().out.contains("list.csv: 2 new, 0 updated, 0 unchanged, 0 skipped"))
        let before = await machine.expect("status", "--json")
        #expect(await importing().out.contains("0 new, 0 updated, 2 unchanged"))
        #expect(await machine.expect("status", "--json") == before)
        #expect(await machine.expect("list").contains("Maria Silva"))
    }

    @Test func onlyWhatChangedInTheFileChangesHere() async throws {
        defer { folder.remove() }
        try put("Text,Owner,Due,Status,Tag\nSend,Jo,2026-12-01,open,a;b\n")
        _ = await importing()
        let id = try #require(try await entry()["shortId"] as? String)
        await machine.expect("edit", id, "--due", "2026-12-24", "--customer", "Acme", "--tag", "mine", "--untag", "a")
        // The due date and the tags stand as people left them; the status and the owner changed in the file.
        try put("Text,Owner,Due,Status,Tag\nSend,Bo,2026-12-01,done,a;b;c\n")
        let run = await importing("--verbose")
        #expect(run.out.contains("line 2, updated (owners, status, tags): Send"))
        var now = try await entry()
        #expect(now["due"] as? String == "2026-12-24" && now["customer"] as? String == "Acme")
        #expect(now["status"] as? String == "done" && now["owners"] as? [String] == ["Bo"])
        #expect(now["tags"] as? [String] == ["b", "c", "mine"])
        // Reopened here: the file says nothing new, so it stays open.
        await machine.expect("reopen", id)
        #expect(await importing().out.contains("1 unchanged"))
        // What is taken out of the file goes; what the file says anew counts, if it was said before or not.
        try put("Text,Owner,Due,Status,Tag\nSend,Bo,,open,c\n")
        #expect(await importing("--verbose").out.contains("updated (due, tags)"))
        now = try await entry()
        #expect(
            now["due"] is NSNull && now["tags"] as? [String] == ["c", "mine"] && now["status"] as? String == "open")
        // What was changed alike here and there is known as the file's from then on.
        await machine.expect("done", id)
        try put("Text,Owner,Due,Status,Tag\nSend,Bo,,done,c\n")
        #expect(await importing().out.contains("1 unchanged"))
        await machine.expect("reopen", id)
        #expect(await importing().out.contains("1 unchanged"))
        #expect(try await entry()["status"] as? String == "open")
    }

    @Test func whatWasDeletedHereStaysDeletedUnlessItIsWanted() async throws {
        defer { folder.remove() }
        try put("Text,Due\nSend,2026-12-01\n")
        _ = await importing()
        await machine.expect("undo")
        #expect(await machine.expect("list").isEmpty)
        try put("Text,Due\nSend,2026-12-02\n")
        let run = await importing()
        #expect(run.out.contains("1 deleted here") && run.err.contains("--undelete"))
        #expect(await machine.expect("list").isEmpty)
        #expect(await importing("--undelete").out.contains("1 updated"))
        #expect(try await entry()["due"] as? String == "2026-12-02")
    }

    @Test func aFileIsTakenWholeOrNotAtAll() async throws {
        defer { folder.remove() }
        try put("Text,Due\nSend,2026-12-01\nAsk,soon\nTell,\n,2026-12-01\n")
        let run = await importing()
        #expect(run.code == .badData && run.out.isEmpty)
        #expect(run.err.contains("list.csv was not imported: 2 lines cannot be taken."))
        #expect(run.err.contains("  line 3: \"soon\" in the column \"Due\" is no day; expected one such as 2026-12-01"))
        #expect(await machine.expect("list").isEmpty)
        let rest = await importing("--keep-going")
        #expect(rest.code == .badData && rest.out.contains("2 new") && rest.err.contains("line 5: the text is empty"))
        #expect(await machine.expect("list").contains("Tell"))
    }

    @Test func aBadFileDoesNotKeepTheNextOut() async throws {
        defer { folder.remove() }
        try put("Text\nSend\n")
        let none = folder.path + "/none.csv"
        let run = await machine.huddle("import", "csv", none, file)
        #expect(run.code == .notFound && run.out.contains("1 new") && run.err.contains("There is no file"))
        let json = await machine.huddle("import", "csv", file, "--json")
        #expect(json.out.contains("\"unchanged\":1") && json.out.contains("\"outcome\":\"unchanged\""))
    }

    @Test func stdinIsAFileToo() async throws {
        defer { folder.remove() }
        let run = await machine.huddle("import", "todotxt", "-", input: Array("(A) Send blades @maria\n".utf8))
        #expect(run.code == .success && run.out.contains("stdin: 1 new"))
        #expect(try await entry()["owners"] as? [String] == ["Maria Silva"])
    }

    @Test func anIdOfSomethingElseIsRefused() async throws {
        defer { folder.remove() }
        await machine.expect("meeting", "add", "Visit")
        let printed = await machine.expect("meeting", "list", "--json")
        let list = try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? [[String: Any]]
        let id = try #require(list?.first?["id"] as? String)
        try put("ID,Text\n\(id),Send\n\(id),Again\n")
        let run = await importing()
        #expect(run.code == .badData && run.err.contains("line 2: its id is that of a meeting here"))
        #expect(run.err.contains("line 3: it has the same id as line 2"))
    }

    @Test(arguments: [
        ["--encoding", "latin"], ["--map", "Owner"], ["--map", "Owner=boss"], ["--dates", "ymd"], ["--separator", "x"],
        ["--kind", "task"], ["--map-file", "/nowhere/map"],
    ])
    func wrongOptionsAreNamed(_ options: [String]) async throws {
        defer { folder.remove() }
        try put("Text\nSend\n")
        let run = await machine.huddle((["import", "csv", file] + options).map { Array($0.utf8) })
        #expect([.usage, .notFound].contains(run.code) && run.err.contains("Nothing was changed"), "\(run.err)")
        #expect(await machine.expect("list").isEmpty)
    }

    @Test func aFileOfRulesSaysWhichColumnIsWhat() async throws {
        defer { folder.remove() }
        let rules = try folder.newPath("rules.txt")
        try Data("# ours\nA=text\n\nB=customer\n".utf8).write(to: URL(filePath: rules))
        try put("A,B,C\nSend,Acme,x\n")
        let run = await importing("--map-file", rules, "--kind", "promise")
        #expect(run.out.contains("\"B\" as customer. Not taken: \"C\"."))
        let now = try await entry()
        #expect(now["kind"] as? String == "promise" && now["customer"] as? String == "Acme")
    }
}
