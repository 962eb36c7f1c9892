import Foundation
import HuddleCLI
import HuddleCore
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import Testing

/// What people are told when something is wrong, word for word, with the exit code.
@Test func mistakesAreAnsweredAsBefore() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    var text = ""
    func note(_ arguments: String..., input: [UInt8] = []) async {
        let run = await machine.huddle(arguments.map { Array($0.utf8) }, input: input)
        let said = run.err.replacing(folder.path, with: "FOLDER")
        text += "$ huddle \(arguments.joined(separator: " ").prefix(60))\n\(said)[\(run.code.rawValue)]\n\n"
    }
    await note("list")
    await machine.expect("init", "--name", "Maria Silva")
    let id = await machine.capture("note", "kept")
    await note("init", "--name", "Maria Silva")
    await note("ida", "a new thing")
    await note("lst")
    await note("xyzzy")
    await note("meeting", "ad", "x")
    await note("help", "lits")
    await note("add")
    await note("add", "")
    await note("note", "   \n ")
    await note("add", "x", "--kind", "ida")
    await note("add", "x", "--custmer", "Acme")
    await note("add", "x", "--due", "frday")
    await note("add", "x", "--meeting", id)
    await note("add", "x", "--tag", "")
    await note("add", String(repeating: "x", count: 65_537))
    await note("add", "x", "--details", "-", input: [0x66, 0xff])
    await note("add", "x", "--details", "-", input: Array(repeating: 0x78, count: 70_000))
    await note("list", "--limit", "0")
    await note("list", "--status", "opne")
    await note("list", "--since", "\u{1b}[31m")
    await note("show")
    await note("show", "zzzz")
    await note("show", "b" + id.dropFirst() + "x")
    await note("show", id.dropLast() + "q")
    await note("edit", id)
    await note("edit", id, "--text", "")
    await note("export", "actions", "--format", "cvs")
    await note("join", "hello")
    await note("sync")
    await note("import", "minutes", "none.md")
    try Golden.expect(text, "errors.txt")
    #expect(await machine.expect("list", "--json").contains("\"kept\""))
    #expect(await machine.expect("list").split(separator: "\n").count == 2, "nothing else was saved")
}

@Test func argumentsThatAreNotUTF8AreRefused() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    await machine.expect("init", "--name", "Maria Silva")
    let run = await machine.huddle([Array("add".utf8), [0x66, 0xff, 0xfe]])
    #expect(run.code == .badData && run.err.contains("Argument 2"))
    #expect(await machine.expect("list").isEmpty)
}

@Test func anAmbiguousIdNamesTheCandidates() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    await machine.expect("init", "--name", "Maria Silva")
    // Ids follow from what is written, so these are the same each time: two of them begin with the same four letters.
    let notes = folder.path + "/notes.txt"
    try (0..<900).map { "note number \($0)\n" }.joined().write(toFile: notes, atomically: true, encoding: .utf8)
    await machine.expect("import", "todotxt", notes)
    let shown = await machine.expect("list", "--json").split(separator: "\"shortId\":\"").dropFirst()
    let long = try #require(shown.map { $0.prefix { $0 != "\"" } }.first { $0.count > 4 })
    let run = await machine.huddle("show", String(long.prefix(4)))
    #expect(run.code == .usage)
    #expect(run.err.contains("could be any of these") && run.err.contains(long))
}

/// A hostile client, or chance, can give two records the same letters.
@Test func recordsThatShareAllLettersAreNamedByTheirWholeIds() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let machine = try Machine(folder)
    await machine.expect("init", "--name", "Maria Silva")
    let ids = [1, 2].map { RecordID.ofAnyType($0, low: 0x8111_1111_1111_1111) }
    try MeanwhileTests.store(of: machine).write { writer in
        let edits = ids.map { id in
            Edit(
                record: id, type: .entry,
                writes: [.init(FieldName.kind, .text("note")), .init(FieldName.text, .text("about \(id.text)"))])
        }
        _ = try writer.capture(edits, wall: machine.host.now, hash: machine.host.host.hash)
    }
    let letters = ShortID(ids[0]).letters()
    #expect(letters == ShortID(ids[1]).letters())
    let run = await machine.huddle("show", letters)
    #expect(run.code == .usage && run.err.contains("give the whole id"))
    for id in ids {
        #expect(run.err.contains("  \(id.text)  about"), "\(run.err)")
        #expect(await machine.expect("show", id.text).contains("about \(id.text)"))
        #expect(await machine.expect("edit", id.text, "--text", "now \(id.text)").contains("now \(id.text)"))
    }
}

@Test func whatNobodyForesawIsSaidToBeAFault() async throws {
    struct Unforeseen: Error, CustomStringConvertible { let description = "the moon\u{1b}[31m is full" }
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var machine = try Machine(folder)
    await machine.expect("init", "--name", "Maria Silva")
    machine.fault = Unforeseen()
    let run = await machine.huddle("list")
    #expect(run.code == .software && run.out.isEmpty)
    #expect(run.err.contains("should not: the moon\\u{1b}[31m is full"), "\(run.err)")
}

@Test func everyExitCodeIsANumberOfItsOwn() {
    let numbers = ExitCode.allCases.map(\.rawValue)
    #expect(Set(numbers).count == numbers.count)
    #expect(numbers.allSatisfy { $0 <= 1 || (64...78).contains($0) })
}
