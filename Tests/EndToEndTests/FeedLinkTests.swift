import Foundation
import HuddleTestSupport
import Testing

/// A feed from its making to its end, with the real programs, read as a calendar reads it.
@Suite(.serialized) struct FeedLinkTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Not standardized as a whole: the program is a link, by whose place it finds its packages.
    private static let python = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL.appending(path: ".build/format-tools/bin/python").path

    /// A plain client: no token, no cookies, no words of Huddle's.
    private func get(_ link: String, _ fields: String = "", method: String = "GET") throws -> (
        head: String, body: String
    ) {
        let parts = try #require(link.wholeMatch(of: #/(http://[^/]+)(/.*)/#))
        let connection = try RawConnection(to: String(parts.1))
        connection.send("\(method) \(parts.2) HTTP/1.1\r\nHost: x\r\n\(fields)Connection: close\r\n\r\n")
        let answer = connection.readToEnd(quietSeconds: 10)
        let end = try #require(answer.range(of: "\r\n\r\n"))
        return (String(answer[..<end.lowerBound]), String(answer[end.upperBound...]))
    }

    @Test func aNarrowTerminalShowsNamesWhole() throws {
        defer { folder.remove() }
        let team = try Team(folder)
        defer { team.server.stop() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try maria.huddle("feed", "create", "--format", "events", "--name", "Promises to the Acme plant"))
        let list = try maria.terminal("feed", "list", columns: 60)
        try list.read("Promises to the Acme plant  events  20")
        #expect(list.end() == 0)
    }

    @Test func aCalendarReadsALinkUntilItIsTakenBack() throws {
        defer { folder.remove() }
        let team = try Team(folder, try RunningServer(data: folder.path + "/server", ["--log-level", "trace"]))
        defer { team.server.stop() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(
            try maria.huddle("action", "Measure the hinges; all, of them", "--owner", "me", "--due", "2027-01-15"))
        Team.expect(try maria.huddle("action", "Somebody else's", "--owner", "Jo Weber"))
        Team.expect(try maria.huddle("sync"))

        let made = try maria.huddle("feed", "create", "--format", "ics", "--owner", "me", "--name", "My plant")
        let link = Team.expect(made).trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(link.wholeMatch(of: #/http://127\.0\.0\.1:\d+/feeds/[A-Za-z0-9_-]{43}\.ics/#) != nil, "\(link)")
        #expect(made.stderr.contains("not shown again"))

        let first = try get(link)
        #expect(first.head.contains("200 OK") && first.head.contains("text/calendar"))
        #expect(first.body.contains("X-WR-CALNAME:My plant\r\n"))
        #expect(first.body.contains("Measure the hinges") && !first.body.contains("Somebody"))
        let tag = try #require(first.head.firstMatch(of: #/(?i)etag: ([^\r]+)/#)).1
        #expect(try get(link, "If-None-Match: \(tag)\r\n").head.contains("304 Not Modified"))
        let head = try get(link, method: "HEAD")
        #expect(head.head.contains("200 OK") && head.body.isEmpty)

        let listed = Team.expect(try maria.huddle("feed", "list"))
        #expect(listed.contains("My plant") && listed.contains("Maria Silva") && !listed.contains("feeds/"))
        #expect(try team.admin("feed", "list", "Acme team").stdout.contains("My plant"))
        let revoked = Team.expect(try maria.huddle("feed", "revoke", "My plant"))
        #expect(revoked.contains("opens nothing any more"))
        let gone = try get(link)
        #expect(gone.head.contains("404 Not Found") && gone.body.contains("there is no such feed"))
        #expect(try maria.huddle("feed", "revoke", "My plant").status == 66)

        let secret = try #require(link.split(separator: "/").last).prefix(20)
        #expect(!team.server.log.contains(secret), "no log has the link's secret")
        #expect(team.server.log.contains("/feeds/{secret}"))
        let audit = try team.admin("audit", "list").stdout
        #expect(audit.contains("feed.made") && audit.contains("feed.revoked"))
        #expect(audit.contains("to the feed My plant"), "\(audit)")
        for file in try FileManager.default.subpathsOfDirectory(atPath: team.server.data) {
            guard let bytes = FileManager.default.contents(atPath: team.server.data + "/" + file) else { continue }
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(file)")
        }
    }

    @Test func anAdminAtTheServerEndsAFeed() throws {
        defer { folder.remove() }
        let team = try Team(folder)
        defer { team.server.stop() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        let link = Team.expect(try maria.huddle("feed", "create", "promises", "--format", "atom", "--expires", "2d"))
            .trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try get(link).head.contains("application/atom+xml"))
        let listed = try team.admin("feed", "list", "Acme team", "--json")
        #expect(listed.stdout.contains("\"list\" : \"promises\""), "\(listed.stdout)")
        let id = try #require(try team.admin("feed", "list", "Acme team").stdout.split(separator: " ").first)
        #expect(try team.admin("feed", "revoke", "Acme team", String(id)).status == 0)
        #expect(try get(link).head.contains("404"))
        #expect(try team.admin("feed", "list", "Acme team", "--all").stdout.contains("revoked"))
        for words in [
            ["--format", "docx"], ["--format", "ics", "--expires", "400d"], ["--format", "ics", "--due-before", "x"],
        ] {
            #expect(try maria.huddle(arguments: ["feed", "create"] + words).status == 64, "\(words)")
        }
    }

    /// What a calendar has and reads again is updated, not doubled.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: python), "run `make format-check` once"))
    func aCalendarsOwnParserReadsAFeedAndItsUpdates() throws {
        defer { folder.remove() }
        let team = try Team(folder)
        defer { team.server.stop() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try maria.huddle("action", "Measure; the, hinges\\", "--due", "2027-01-15"))
        Team.expect(try maria.huddle("sync"))
        for format in ["ics", "events"] {
            let link = Team.expect(try maria.huddle("feed", "create", "--format", format))
                .trimmingCharacters(in: .whitespacesAndNewlines)
            let script = """
                import sys, urllib.request, icalendar
                calendar = icalendar.Calendar.from_ical(urllib.request.urlopen(sys.argv[1]).read())
                items = [c for c in calendar.walk() if c.name in ("VTODO", "VEVENT")]
                day = (items[0].get("DUE") or items[0].get("DTSTART")).dt
                print(len(items), items[0]["UID"], items[0]["SEQUENCE"], day, items[0]["SUMMARY"],
                      calendar["REFRESH-INTERVAL"].dt)
                """
            let before = try Tool.run(Self.python, "-c", script, link, in: folder)
            #expect(before.output.contains("Measure; the, hinges\\ 1:00:00"), "\(before.output)")
            Team.expect(try maria.huddle("due", "@last", format == "ics" ? "2027-02-01" : "2027-03-01"))
            Team.expect(try maria.huddle("sync"))
            let after = try Tool.run(Self.python, "-c", script, link, in: folder)
            let (old, new) = (before.output.split(separator: " "), after.output.split(separator: " "))
            #expect(old[0] == "1" && new[0] == "1" && old[1] == new[1], "\(after.output)")
            #expect(old[3] != new[3] && (Int(old[2]) ?? 0) <= (Int(new[2]) ?? -1), "\(after.output)")
        }
    }
}
