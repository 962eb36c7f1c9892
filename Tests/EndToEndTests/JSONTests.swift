import Foundation
import HuddleCLI
import HuddleTestSupport
import Testing

/// `--json` with every command, through the real programs: what is printed is JSON, whatever the command does.
@Suite final class JSONTests: Sendable {
    /// Each is run below, so that a command which prints no JSON has no place here. Were there ever one that cannot, it would
    /// stand in a list with the reason.
    private static let commands: Set<String> = {
        let paths = CommandTree.paths.map { $0.joined(separator: " ") }
        return Set(paths.filter { path in !path.isEmpty && !paths.contains { $0.hasPrefix(path + " ") } })
    }()

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    deinit { folder.remove() }

    @Test func everyCommandAnswersInJSON() throws {
        let team = try Team(folder)
        defer { team.server.stop() }
        let run = JSONRun(
            ada: try Machine("ada", in: folder), jo: try Machine("jo", in: folder), team: team, folder: folder)
        try run.join()
        try run.capture()
        try run.change()
        try run.find()
        try run.settle()
        try run.exchange()
        try run.manage()
        try run.tellOthers()
        try run.setUp()
        #expect(Self.commands.subtracting(run.tried) == [], "commands that were not tried")
        #expect(run.tried.subtracting(Self.commands) == [], "no commands of help")
    }
}

/// Two people who do everything once. Ada is the admin.
private final class JSONRun {
    private let ada: Machine
    private let jo: Machine
    private let team: Team
    private let folder: TemporaryFolder
    private(set) var tried: Set<String> = []

    init(ada: Machine, jo: Machine, team: Team, folder: TemporaryFolder) {
        (self.ada, self.jo, self.team, self.folder) = (ada, jo, team, folder)
    }

    /// - Parameter command: As it is typed, with its group.
    @discardableResult
    private func json(
        _ command: String, _ arguments: String..., input: String = "", on machine: Machine? = nil, ending: Int32 = 0,
        _ location: SourceLocation = #_sourceLocation
    ) throws -> Any {
        tried.insert(command)
        let words = command.split(separator: " ").map(String.init) + arguments + ["--json"]
        let environment = ["XDG_CONFIG_HOME": folder.path + "/config"]
        let output = try (machine ?? ada).huddle(arguments: words, input: input, environment: environment)
        #expect(output.status == ending, "\(words): \(output.stderr)", sourceLocation: location)
        do {
            return try JSONSerialization.jsonObject(with: Data(output.stdout.utf8))
        } catch {
            Issue.record("\(words) printed \(output.stdout)\(output.stderr)", sourceLocation: location)
            return [:]
        }
    }

    private func id(_ answer: Any) throws -> String {
        try #require((answer as? [String: Any])?["id"] as? String, "\(answer)")
    }

    private func file(_ name: String, _ text: String = "") throws -> String {
        let path = folder.path + "/" + name
        if !text.isEmpty { try text.write(toFile: path, atomically: true, encoding: .utf8) }
        return path
    }

    func join() throws {
        try json("init", "--name", "Ada Novak")
        let added = try team.admin("member", "add", "Acme team", "Ada Novak", "--department", "it", "--role", "admin")
        try json("join", Team.expect(added).trimmingCharacters(in: .whitespacesAndNewlines))
        try json("sync")
        Team.expect(try jo.huddle("join", try team.invite("Jo Weber")))
    }

    func capture() throws {
        try json("visit start", "Acme Lyon", "--customer", "Acme")
        try json("add", "! The door jams @me #line4 due:fri")
        try json("capture", input: "? Who pays\n+ Coat the blades\n")
        try json("visit show")
        try json("visit end")
        try json("meeting start", "Weekly round")
        try json("meeting end")
        let meeting = try id(try json("meeting add", "Yearly round"))
        try json("meeting list")
        try json("meeting show", meeting)
        try json("export meeting", meeting)
    }

    func change() throws {
        let first = try id(try json("add", "- Measure the hinges"))
        let second = try id(try json("add", "! The hinges rust"))
        try json("edit", first, "--text", "Measure all hinges")
        try json("done", first)
        try json("reopen", first)
        try json("drop", second)
        try json("assign", first, "Ada Novak")
        try json("due", first, "+3d")
        try json("tag", first, "quality")
        try json("link", first, "addresses", second)
        try json("comment", first, "There is a spare")
        try json("vote", first)
        try json("history", first)
        try json("restore", first, "text", "--to", "1")
        try json("undo")
        try json("delete", second)
        try json("show", first)
    }

    func find() throws {
        for command in ["list", "agenda", "people", "customers", "tags", "status", "filter list"] { try json(command) }
        try json("search", "hinges")
        try json("filter save", "mine", "--owner", "me")
        try json("filter remove", "mine")
        #expect(try json("status", "--short") is [String: Any])
    }

    func settle() throws {
        let entry = try id(try json("add", "one"))
        try json("sync")
        Team.expect(try jo.huddle("sync"))
        Team.expect(try jo.huddle("edit", entry, "--text", "two"))
        Team.expect(try jo.huddle("sync"))
        try json("edit", entry, "--text", "three")
        try json("sync")
        #expect((try json("conflicts") as? [Any])?.count == 1)
        try json("resolve", entry, "--keep", "latest")
        for command in ["quarantine list", "quarantine retry", "quarantine export", "doctor"] { try json(command) }
    }

    func exchange() throws {
        try json("bundle write", try file("all.huddle"))
        try json("bundle read", try file("all.huddle"))
        for list in ["export actions", "export entries", "export promises"] { try json(list) }
        let exported = try file("actions.md")
        Team.expect(try ada.huddle("export", "actions", "--output", exported))
        try json("export verify", exported)
        try json("import minutes", try file("minutes.md", "# Weekly\n\n- Action: Call Acme (Jo)\n"))
        try json("import csv", try file("list.csv", "text,owner\nCall Acme,Jo Weber\n"))
        try json("import todotxt", try file("todo.txt", "Call Acme +line4\n"))
        let tasks = #"[{"uuid":"\#(UUID())","description":"Call","status":"pending"}]"#
        try json("import taskwarrior", try file("tasks.json", tasks))
        let task = ["BEGIN:VCALENDAR", "BEGIN:VTODO", "UID:1", "SUMMARY:Call", "END:VTODO", "END:VCALENDAR", ""]
        try json("import ics", try file("tasks.ics", task.joined(separator: "\r\n")))
        try json("import ndjson", try file("list.ndjson", #"{"id":"\#(UUID())","kind":"action","text":"Call"}"# + "\n"))
        try json("import jira", try file("jira.csv", "Issue key,Summary,Status\nA-1,Call Acme,To Do\n"))
    }

    func manage() throws {
        for command in ["members list", "devices", "invitations list", "space list"] { try json(command) }
        try json("members role", "Jo Weber", "viewer")
        try json("invite", "Kim Lee", "--department", "sales")
        try json("invitations withdraw", "Kim Lee")
        try json("space use", "Acme team")
    }

    func tellOthers() throws {
        try json("feed create", "--format", "ics", "--name", "ours")
        try json("feed list")
        try json("feed revoke", "ours")
        try json("webhook add", "https://hooks.example.invalid/x", "--name", "chat")
        try json("webhook test", "chat", ending: 1)
        let deliveries = try json("webhook deliveries") as? [Any] ?? []
        try json("webhook redeliver", try id(deliveries.first ?? [:]), ending: 1)
        for command in ["webhook list", "webhook pause", "webhook resume", "webhook rotate", "webhook remove"] {
            if command == "webhook list" { try json(command) } else { try json(command, "chat") }
        }
        let device = try #require(((try json("devices", "--member", "Jo Weber")) as? [Any])?.first)
        try json("revoke", try id(device), "--yes")
        try json("members remove", "Jo Weber")
    }

    func setUp() throws {
        try json("config set", "pager", "cat")
        try json("config get", "pager")
        try json("config unset", "pager")
        for command in ["config list", "config path"] { try json(command) }
        try json("completions", "bash")
    }
}
