import Foundation
import HuddleCLI
import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleStoreSQLite
import HuddleTestSupport
import HuddleWire
import Testing

/// Nothing that somebody else wrote makes a terminal do anything, whatever command shows it.
@Suite struct HostileTests {
    let folder: TemporaryFolder
    let machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        var machine = try Machine(folder, network: HostileTeam.network)
        machine.answer = "y"
        self.machine = machine
        let path = try folder.newPath("team.huddle")
        let team = HostileTeam()
        try Data(try team.bundle.encoded()).write(to: URL(filePath: path))
        await machine.expect("join", HostileTeam.link)
        await machine.expect("bundle", "read", path, "--adopt")
        try refuse()
    }

    /// Puts a change into quarantine, for reasons that a hostile server gives.
    private func refuse() throws {
        let logs = machine.home + "/logs"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: logs).first)
        let store = try SQLiteSpaceStore.open(at: "\(logs)/\(name)/log.sqlite")
        try store.write { writer in
            let change = try #require(try writer.outbox(after: nil, page: .full).first)
            try writer.quarantine([
                Refusal(
                    id: change.id, code: HostileTeam.evil, detail: HostileTeam.evil, at: SimulatedHost.start)
            ])
        }
    }

    /// Each command at least once; ID stands for a hostile entry, FILE for hostile minutes, BUNDLE for a new file, EVIL for hostile text.
    private static let walk = [
        "add EVIL", "add --customer EVIL x", "capture", "visit", "visit show", "visit start EVIL", "visit start round",
        "visit",
        "visit end", "meeting list", "meeting show MEETING", "meeting add EVIL", "meeting start EVIL", "meeting end",
        "list", "list --kind EVIL", "list --customer EVIL", "list --deleted", "list --filter EVIL", "list --sort EVIL",
        "search EVIL", "search blade", "search name", "show ID", "show COMMENT", "show PERSON", "show STRANGE",
        "show MEETING",
        "show EVIL", "agenda", "agenda --customer EVIL", "filter save EVIL --overdue", "filter save x --customer EVIL",
        "filter list", "filter remove EVIL", "filter remove x", "people", "customers", "tags", "status",
        "edit ID --due EVIL",
        "edit ID --text blade", "done ID", "drop ID", "reopen ID", "assign ID EVIL", "assign ID name", "due ID EVIL",
        "due ID fri", "tag ID EVIL", "link ID addresses OTHER", "link ID EVIL OTHER", "comment ID EVIL", "vote ID",
        "history ID", "history OTHER", "history EVIL", "restore ID", "restore ID EVIL --to 1", "conflicts",
        "resolve OTHER",
        "resolve OTHER text --keep EVIL", "resolve OTHER text --keep latest", "delete ID", "undo", "quarantine list",
        "quarantine export", "quarantine retry", "bundle write BUNDLE", "bundle read BUNDLE", "bundle read EVIL",
        "doctor",
        "init --name EVIL", "join EVIL", "join LINK", "sync", "space list", "space use EVIL", "members list",
        "members role name viewer", "members role EVIL viewer", "members remove name", "invite EVIL", "invite name",
        "invitations list", "invitations withdraw EVIL", "devices", "revoke EVIL", "import minutes FILE",
        "import csv FILE", "import todotxt FILE", "import taskwarrior FILE", "import ics FILE",
        "import ndjson FILE", "import jira FILE",
        "import minutes EVIL", "export actions", "export actions --format markdown", "export actions --format EVIL",
        "export entries", "export meeting MEETING", "export promises", "export verify FILE", "feed list",
        "feed revoke EVIL",
        "feed create --format EVIL", "feed create EVIL --format ics",
        "feed create --format atom --name EVIL --customer EVIL",
        "config list",
        "config get EVIL", "config get name", "config set EVIL EVIL", "config set name EVIL",
        "config unset EVIL",
        "config path", "completions bash", "completions EVIL",
        "webhook", "webhook list", "webhook add https://x.example/ --name EVIL", "webhook add EVIL --body EVIL",
        "webhook test MEETING", "webhook test EVIL", "webhook deliveries", "webhook deliveries EVIL",
        "webhook redeliver COMMENT", "webhook redeliver EVIL", "webhook pause MEETING", "webhook resume MEETING --skip",
        "webhook rotate MEETING", "webhook remove MEETING",
        "EVIL", "list --EVIL", "filter EVIL", "help EVIL", "help",
    ]

    @Test(arguments: [[], ["--json"], ["--color", "always"]])
    func noCommandHandsATerminalWhatItObeys(options: [String]) async throws {
        defer { folder.remove() }
        var terminal = machine
        terminal.columns = 80
        terminal.typed = [.line(Array(HostileTeam.evil.utf8)), .line(Array("/list".utf8))]
        let names = try await self.names()
        for line in Self.walk {
            let words = line.split(separator: " ").map { word in
                word == "EVIL"
                    ? HostileTeam.evil : names[String(word)] ?? String(word).replacing("EVIL", with: "\u{9b}evil")
            }
            let isSpecial = options == ["--json"] && (line.hasPrefix("capture") || line.contains("export"))
            let run = await terminal.huddle((words + (isSpecial ? [] : options)).map { Array($0.utf8) })
            let isColoured = options != ["--json"] || isSpecial
            for text in [run.out, run.err] {
                let obeyed = Self.obeyed(isColoured ? Self.withoutColours(text) : text)
                #expect(obeyed.isEmpty, "huddle \(line): \(obeyed) in \(text.debugDescription.prefix(600))")
            }
            #expect(!run.out.isEmpty || !run.err.isEmpty, "huddle \(line) says nothing")
        }
    }

    /// All formats that are text, and a template that shows what it is given.
    private static let exports =
        Format.allCases.filter { $0 != .xlsx }.map { ["--format", $0.rawValue] } + [
            ["--format", "csv", "--raw"], ["--template", "TEMPLATE"],
        ]

    @Test(arguments: exports)
    func noExportHandsATerminalWhatItObeys(options: [String]) async throws {
        defer { folder.remove() }
        let template = try folder.newPath("all.txt")
        try Data("{{#entries}}{{{text}}}|{{{details}}}\n{{/entries}}".utf8).write(to: URL(filePath: template))
        let words = ["export", "entries"] + options.map { $0 == "TEMPLATE" ? template : $0 }
        var terminal = machine
        terminal.columns = 80
        let shown = await terminal.huddle(words.map { Array($0.utf8) })
        #expect(shown.code == .success && shown.out.contains("blade"), "\(shown.err)")
        let lines = shown.out.split(separator: "\r\n" as Character, omittingEmptySubsequences: false)
        #expect(lines.flatMap(Self.obeyed).isEmpty, "\(shown.out.debugDescription)")
        #expect(shown.out.utf8.filter { $0 == UInt8(ascii: "\n") }.count > 1, "line breaks stay")
    }

    @Test func anExportIntoAPipeStaysAsItIs() async throws {
        defer { folder.remove() }
        let piped = await machine.huddle("export", "entries", "--format", "csv", "--raw")
        #expect(piped.code == .success && piped.out.contains(HostileTeam.evil), "\(piped.out.debugDescription)")
    }

    @Test func piecesForATerminalMayEndAnywhere() {
        let text = "a\r\nb\rc\u{1b}[2J\u{9b}31m é\u{2028}€\t\u{1f600}\r\n"
        let whole = "a\r\nb\\rc\\u{1b}[2J\\u{9b}31m é\\u{2028}€\t\u{1f600}\r\n"
        let bytes = Array(text.utf8)
        for size in 1...bytes.count {
            #expect(Self.shown(bytes, size: size) == whole, "\(size)")
        }
        #expect(Self.shown([0x61, 0xe2, 0x82], size: 1) == "a\u{fffd}", "a character that is cut off")
        #expect(Self.shown([0x61, 0x0d], size: 1) == "a\\r")
    }

    /// A command that is new must be walked too.
    @Test func theWalkMeetsEveryCommand() async {
        defer { folder.remove() }
        for command in await commands(below: []) {
            let line = command.joined(separator: " ")
            #expect(Self.walk.contains { $0 == line || $0.hasPrefix(line + " ") }, "nothing walks `huddle \(line)`")
        }
    }

    /// The commands that have no commands below them, as help names them.
    private func commands(below path: [String]) async -> [[String]] {
        let help = await machine.huddle((path + ["--help"]).map { Array($0.utf8) }).out
        var found: [[String]] = []
        var isListing = false
        for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasSuffix("SUBCOMMANDS:") { isListing = true }
            if line.isEmpty { isListing = false }
            guard isListing, line.hasPrefix("  "), let first = line.dropFirst(2).first, first != " " else { continue }
            found.append(path + [String(line.dropFirst(2).prefix { $0.isLetter })])
        }
        guard !found.isEmpty else { return [path] }
        var leaves: [[String]] = []
        for command in found { leaves += await commands(below: command) }
        return leaves
    }

    private func names() async throws -> [String: String] {
        let minutes = try folder.newPath("minutes.md")
        try Data("# \(HostileTeam.evil)\n\n- Action: \(HostileTeam.evil) to check the \(HostileTeam.evil)\n".utf8)
            .write(to: URL(filePath: minutes))
        let others = [
            "MEETING": HostileTeam.meeting, "COMMENT": HostileTeam.comment, "PERSON": HostileTeam.person,
            "STRANGE": HostileTeam.strange,
        ].mapValues(\.text)
        return others.merging([
            "BUNDLE": try folder.newPath("new.huddle"), "ID": HostileTeam.entry.text, "OTHER": HostileTeam.other.text,
            "FILE": minutes, "LINK": HostileTeam.link,
        ]) { one, _ in one }
    }

    /// Line breaks and tabs stay in texts of several lines.
    private static func obeyed(_ text: some StringProtocol) -> [String] {
        text.unicodeScalars.filter { $0.isObeyedByTerminals && $0 != "\n" && $0 != "\t" }.map {
            String($0.value, radix: 16)
        }
    }

    private static func shown(_ bytes: [UInt8], size: Int) -> String {
        var text = TerminalText()
        var out = ""
        for start in stride(from: 0, to: bytes.count, by: size) {
            out += text.shown(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        return out + text.end()
    }

    /// Without Select Graphic Rendition, all that Huddle itself sends.
    private static func withoutColours(_ text: String) -> String {
        var rest = text.unicodeScalars[...]
        var kept = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            let parameters = rest.dropFirst().prefix { $0.properties.numericType != nil || $0 == ";" }
            let after = rest.dropFirst(1 + parameters.count)
            if scalar == "\u{1b}", rest.first == "[", after.first == "m" {
                rest = after.dropFirst()
            } else {
                kept.append(scalar)
            }
        }
        return String(kept)
    }
}
