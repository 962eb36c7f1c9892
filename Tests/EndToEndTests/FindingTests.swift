import Foundation
import HuddleTestSupport
import Testing

/// Finding through the real program: what its own process prints, on a pipe and on a terminal.
@Suite struct FindingTests {
    let folder: TemporaryFolder
    let maria: Machine

    init() throws {
        folder = try TemporaryFolder()
        maria = try Machine.ofMaria(in: folder)
        Team.expect(try maria.huddle("frustration", "The blades wear out", "--customer", "Acme", "--tag", "quality"))
        Team.expect(try maria.huddle("action", "Order blades", "--owner", "me", "--due", "2026-01-02"))
        Team.expect(try maria.huddle("idea", "Coat the blade twice"))
        Team.expect(try maria.huddle("vote", "@last"))
    }

    @Test func whatWasCapturedIsFoundAgain() throws {
        defer { folder.remove() }
        let found = Team.expect(try maria.huddle("search", "blade")).split(separator: "\n")
        #expect(found.count == 3 && found[0].contains("Coat the blade twice"))
        #expect(Team.expect(try maria.huddle("search", "wear out", "--json")).contains("\"words\":[\"wear out\"]"))
        #expect(try maria.huddle("search", "((").stderr.contains("Nothing has these words"))
        let agenda = Team.expect(try maria.huddle("agenda"))
        for part in ["Overdue actions", "Frustrations and challenges", "1 vote"] { #expect(agenda.contains(part)) }
        Team.expect(try maria.huddle("filter", "save", "mine", "--owner", "me", "--sort", "due"))
        #expect(Team.expect(try maria.huddle("list", "--filter", "mine")).contains("Order blades"))
        #expect(Team.expect(try maria.huddle("filter", "list")).contains("--owner=me --sort=due"))
        Team.expect(try maria.huddle("filter", "remove", "mine"))
        #expect(try maria.huddle("list", "--filter", "mine").status == 66)
        #expect(Team.expect(try maria.huddle("people")).contains("Maria Silva"))
        #expect(Team.expect(try maria.huddle("customers")).contains("Acme"))
        #expect(Team.expect(try maria.huddle("tags")).contains("quality"))
        let coloured = try maria.huddle("list", environment: ["CLICOLOR_FORCE": "1"])
        #expect(coloured.stdout.contains("\u{1b}[31m"))
        let quiet = try maria.huddle("-q", "note", "said quietly")
        #expect(quiet.status == 0 && quiet.stdout.isEmpty && quiet.stderr.isEmpty)
    }

    /// On a terminal of 12 rows, a longer list goes through the user's pager, and a shorter one does not.
    @Test func aLongListGoesThroughTheRealPager() throws {
        defer { folder.remove() }
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else {
            return print("skipped: there is no `script` to give a program a terminal")
        }
        let notes = (1...20).map { "note \($0)" }.joined(separator: "\n")
        Team.expect(try maria.huddle("capture", input: notes))
        let paged = try onTerminal("list", pager: "sed s/^/paged:/")
        #expect(paged.contains("paged:") && paged.contains("note 20"))
        #expect(try !onTerminal("list --limit 3", pager: "sed s/^/paged:/").contains("paged:"))
        #expect(try !onTerminal("list --no-pager", pager: "sed s/^/paged:/").contains("paged:"))
        let broken = try onTerminal("list", pager: "no-such-pager-here")
        #expect(broken.contains("note 20"), "where the pager cannot run, the list is printed")
        let left = try onTerminal("list --limit all; echo ended $?", pager: "head -n 2")
        #expect(left.contains("ended 0") && !left.contains("Order"))
    }

    /// Runs `huddle` in a terminal of 12 rows.
    private func onTerminal(_ words: String, pager: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/script")
        process.arguments = ["-qec", "stty rows 12 cols 80; '\(Program.huddle.url.path)' \(words)", "/dev/null"]
        process.environment = [
            "HUDDLE_HOME": maria.home, "HUDDLE_PAGER": pager, "TERM": "xterm", "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }
}
