import Foundation
import HuddleTestSupport
import Testing

/// `huddle capture` on a terminal, with a person's keys.
@Suite(.serialized) struct TypingTests {
    private static let up = "\u{1b}[A"
    private static let controlC = "\u{3}"
    private static let controlD = "\u{4}"

    let folder: TemporaryFolder
    let machine: Machine

    init() throws {
        folder = try TemporaryFolder()
        machine = try Machine.ofMaria(in: folder)
    }

    private func texts() throws -> Set<String> { Set(try machine.texts()) }

    @Test func eachLineIsAnEntryAndControlDEnds() throws {
        defer { folder.remove() }
        let terminal = try machine.terminal("capture")
        try terminal.read("huddle> ")
        terminal.type("! The door jams\r")
        try terminal.read("frustration  The door jams")
        try terminal.read("huddle> ")
        terminal.type("a line that is given up" + Self.controlC)
        try terminal.read("^C")
        try terminal.read("huddle> ")
        terminal.type("Ärger mit 漢字 🎉\r")
        try terminal.read("note  Ärger mit 漢字 🎉")
        try terminal.read("huddle> ")
        terminal.type(Self.controlD)
        try terminal.read("2 entries saved.")
        #expect(terminal.end() == 0)
        #expect(try texts() == ["The door jams", "Ärger mit 漢字 🎉"])
    }

    @Test func tabCompletesWhatTheLogKnows() throws {
        defer { folder.remove() }
        Team.expect(try machine.huddle("note", "x", "--customer", "Acme Steel", "--owner", "Jo Weber"))
        let terminal = try machine.terminal("capture")
        try terminal.read("huddle> ")
        terminal.type("- Call @jo\tabout blades customer:ac\t\r")
        try terminal.read("action  Call ")
        try terminal.read("huddle> ")
        terminal.type("/en\t\r")
        try terminal.read("1 entry saved.")
        #expect(terminal.end() == 0)
        let list = Team.expect(try machine.huddle("list", "--kind", "action", "--json"))
        #expect(list.contains("\"Jo Weber\"") && list.contains("\"Acme Steel\"") && list.contains("about blades"))
    }

    @Test func theArrowsBringBackLinesOfThisRunAndOfEarlierOnes() throws {
        defer { folder.remove() }
        let first = try machine.terminal("capture")
        try first.read("huddle> ")
        first.type("one\r")
        try first.read("note  one")
        try first.read("huddle> ")
        first.type(Self.up + " more\r")
        try first.read("note  one more")
        try first.read("huddle> ")
        first.type("/end\r")
        #expect(first.end() == 0)

        let second = try machine.terminal("capture")
        try second.read("huddle> ")
        second.type(Self.up + Self.up + Self.up + " again\r")
        try second.read("note  one again")
        try second.read("huddle> ")
        second.type("/undo\r")
        try second.read("Taken back: one again")
        try second.read("huddle> ")
        second.type("/end\r")
        #expect(second.end() == 0)
        #expect(try texts() == ["one", "one more"])

        let logs = machine.home + "/logs/"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: logs).first)
        let file = logs + name + "/typed-lines"
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "one\none more\n/end\none again\n/undo\n/end\n")
    }

    /// A line that was brought back and cleared, or saved again, leaves an empty one behind: there one Ctrl-D is enough, even one that
    /// is typed before the prompt is back.
    @Test(arguments: ["\r", "\u{15}"]) func oneControlDEndsAfterALineThatWasBroughtBack(key: String) throws {
        defer { folder.remove() }
        let terminal = try machine.terminal("capture")
        try terminal.read("huddle> ")
        terminal.type("one\r")
        try terminal.read("note  one")
        try terminal.read("huddle> ")
        // On a line that holds something it ends nothing.
        terminal.type(Self.up + Self.controlD + key)
        if key == "\r" { try terminal.read("note  one") }
        terminal.type(Self.controlD)
        try terminal.read(key == "\r" ? "2 entries saved." : "1 entry saved.")
        #expect(terminal.end() == 0)
        #expect(try machine.texts().count == (key == "\r" ? 2 : 1))
    }

    /// Enter has come back with the entry: it is on the disk, whatever happens next.
    @Test func aKillAfterEnterLosesNothing() throws {
        defer { folder.remove() }
        let terminal = try machine.terminal("capture")
        try terminal.read("huddle> ")
        terminal.type("! The press stands still\r")
        try terminal.read("frustration  The press stands still")
        terminal.type("half a li")
        #expect(terminal.kill() == SIGKILL)
        #expect(try texts() == ["The press stands still"])
        #expect(Team.expect(try machine.huddle("doctor")).isEmpty == false)
    }

    @Test func aMistakeIsSeenAndMended() throws {
        defer { folder.remove() }
        let terminal = try machine.terminal("capture")
        try terminal.read("huddle> ")
        terminal.type("- blades due:frday\r")
        try terminal.read("huddle: ")
        try terminal.read("huddle> ")
        terminal.type(Self.up + "\u{8}\u{8}\u{8}\u{8}\u{8}fri\r")
        try terminal.read("action  blades")
        try terminal.read("huddle> ")
        terminal.type("/end\r")
        #expect(terminal.end() == 0)
        #expect(try texts() == ["blades"])
    }

    @Test func manyAtOnceAreAskedAbout() throws {
        defer { folder.remove() }
        for number in 1...12 { Team.expect(try machine.huddle("action", "number \(number)")) }
        let list = try machine.terminal("list")
        #expect(list.end() == 0)
        let asked = try machine.terminal("done", "1-12")
        try asked.read("[y/N] ")
        asked.type("n\r")
        #expect(asked.end() != 0)
        let agreed = try machine.terminal("done", "1-12")
        try agreed.read("[y/N] ")
        agreed.type("y\r")
        #expect(agreed.end() == 0)
        #expect(!Team.expect(try machine.huddle("list", "--status", "done")).isEmpty)
    }
}
