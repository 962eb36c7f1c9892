import Foundation
import HuddleTestSupport
import Testing

/// Lists from the real server, beside those that `huddle` writes of the same log.
@Suite(.serialized) struct ServerExportTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A file without what says who wrote it, when and on which day, in which the two differ.
    private static func comparable(_ text: String) -> String {
        let marks = ["overdue as of", "Written with", "At: `", "name=\"huddle-", "huddle export"]
        return text.replacing(#/"(command|written|position|today)":("[^"]*"|null),?/#, with: "")
            .replacing(#/X-HUDDLE-(COMMAND|WRITTEN|POSITION)[^\r]*(\r\n [^\r]*)*\r\n/#, with: "")
            .split(separator: "\n", omittingEmptySubsequences: false)
            .filter { line in !marks.contains { line.contains($0) } }
            .joined(separator: "\n")
    }

    @Test(.enabled(if: Tool.has("curl"), "needs curl"))
    func theServerWritesWhatTheCommandWrites() throws {
        defer { folder.remove() }
        let team = try Team(folder)
        defer { team.server.stop() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try maria.huddle("visit", "start", "Acme Lyon", "--customer", "Acme Steel"))
        for number in 1...90 {
            Team.expect(
                try maria.huddle("action", "Öffnen <b>\(number)</b> =1+1", "--owner", "me", "--due", "2027-01-15"))
        }
        Team.expect(try maria.huddle("promise", "Press 9 ships in May", "--due", "2027-05-31"))
        Team.expect(try maria.huddle("visit", "end"))
        Team.expect(try maria.huddle("sync"))
        let (space, token) = try maria.access()
        let formats = [
            "markdown", "html", "csv", "tsv", "json", "ndjson", "ics", "todotxt", "taskwarrior", "jira", "github",
            "github-csv",
        ]
        for format in formats {
            for (list, words) in [("actions", ["actions"]), ("promises?customer=acme%20steel&group=due", ["promises"])]
            {
                let mark = list.contains("?") ? "&" : "?"
                let fetched = try Tool.run(
                    "curl", "-sSf", "-H", "Authorization: Bearer \(token)",
                    "\(team.server.address)/v1/spaces/\(space)/exports/\(list)\(mark)format=\(format)", in: folder)
                #expect(fetched.status == 0, "\(format): \(fetched.output)")
                let more = words == ["promises"] ? ["--customer", "acme steel", "--group", "due"] : []
                let local = Team.expect(
                    try maria.huddle(arguments: ["export"] + words + ["--format", format] + more))
                #expect(Self.comparable(fetched.output) == Self.comparable(local), "\(format) of \(list)")
                #expect(fetched.output.contains(words == ["actions"] ? "90" : "Press 9"))
            }
        }
        let workbook = try Tool.run(
            "curl", "-sSfOJ", "-H", "Authorization: Bearer \(token)",
            "\(team.server.address)/v1/spaces/\(space)/exports/actions?format=xlsx", in: folder)
        #expect(workbook.status == 0, "\(workbook.output)")
        let saved = try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasSuffix(".xlsx") }
        #expect(try #require(saved).hasPrefix("acme-team-actions-20"))
        #expect(
            try maria.huddle("export", "--verify", folder.path + "/" + (saved ?? "")).stdout.contains("90 as they were")
        )
        #expect(!team.server.log.contains("acme"), "a filter's words are in nobody's log")
        #expect(team.server.log.contains("/v1/spaces/{space}/exports/actions"))
    }

    /// What a right that was taken back leaves open ends where it is.
    @Test func anExportEndsWhereARightIsTakenBack() throws {
        defer { folder.remove() }
        let team = try Team(folder)
        defer { team.server.stop() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        // More than what lies between a server and a caller that does not read.
        let text = String(repeating: "long ", count: 12_000)
        let rows = (1...250).map { "Row \($0),\(text)\n" }
        let file = folder.path + "/long.csv"
        try ("Text,Details\n" + rows.joined()).write(toFile: file, atomically: true, encoding: .utf8)
        Team.expect(try maria.huddle("import", "csv", file))
        Team.expect(try maria.huddle("sync"))
        let (space, token) = try maria.access()
        let reader = try RawConnection(to: team.server.address)
        reader.send(
            "GET /v1/spaces/\(space)/exports/entries?format=ndjson HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n\r\n"
        )
        try team.server.waitForLog("exports/entries")
        #expect(try team.admin("member", "remove", "Acme team", "Maria Silva").status == 0)
        let answer = reader.readToEnd(quietSeconds: 10)
        #expect(answer.contains("200 OK") && answer.contains("\"type\":\"export\""))
        #expect(!answer.contains("\"type\":\"end\""), "\(answer.utf8.count) bytes came")
    }
}
