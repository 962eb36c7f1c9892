import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Testing

/// Lists as files from the server.
@Suite struct ExportRouteTests {
    @Test func aListComesAsAFileWithANameForIt() async throws {
        let team = try ServerTeam(spaceName: "Zürich \"A/B\"\r\nteam")
        try await team.server.withClient { client in
            try await team.write(["text": "Fix the hinge", "kind": "action"], ["text": "Just a note"], through: client)
            let answer = try await team.export("actions?format=csv&columns=text,status", through: client)
            #expect(answer.status == .ok)
            #expect(String(buffer: answer.body) == "text,status\r\nFix the hinge,open\r\n")
            #expect(answer.headers[.contentType] == "text/csv; charset=utf-8; header=present")
            let name = try #require(answer.headers[.contentDisposition])
            let day = LocalCalendar.utc.day(of: team.server.machine.now).text
            #expect(
                name == "attachment; filename=\"zrich-a-b-team-actions-\(day).csv\"; "
                    + "filename*=UTF-8''z%C3%BCrich-a-b-team-actions-\(day).csv")
            #expect(answer.headers[.contentSecurityPolicy]?.hasPrefix("sandbox; default-src 'none'") == true)
            #expect(answer.headers[.cacheControl] == "no-store")
        }
    }

    @Test(arguments: [
        ("entries?format=csv&columns=text", ["A", "B", "C"]),
        ("entries?format=csv&columns=text&kind=promises", ["B"]),
        ("entries?format=csv&columns=text&kind=action&kind=note", ["A", "C"]),
        ("entries?format=csv&columns=text&customer=acme+steel", ["A"]),
        ("entries?format=csv&columns=text&customer=Acme%20Steel&status=done", []),
        ("entries?format=csv&columns=text&owner=me", ["A"]),
        ("entries?format=csv&columns=text&unowned", ["B", "C"]),
        ("entries?format=csv&columns=text&unowned=false&limit=1", ["A"]),
        ("entries?format=csv&columns=text&sort=-due&group=status", ["B", "A", "C"]),
        ("promises?format=csv&columns=text", ["B"]),
        ("actions?format=csv&columns=text&due-before=%2B1d", []),
        ("actions?format=csv&columns=text&due-after=today", ["A"]),
    ])
    func theWordsOfTheCommandAreParameters(path: String, texts: [String]) async throws {
        let team = try ServerTeam()
        try await team.server.withClient { client in
            let day = LocalCalendar.utc.day(of: team.server.machine.now)
            try await team.write(
                [
                    "text": "A", "kind": "action", "customer": "Acme Steel", "owners/Maria Silva": "",
                    "due": day.adding(days: 2).text,
                ],
                ["text": "B", "kind": "promise", "due": day.adding(days: 9).text], ["text": "C"], through: client)
            let answer = try await team.export(path, through: client)
            let lines = String(buffer: answer.body).split(separator: "\r\n").map(String.init)
            #expect(lines == ["text"] + texts)
        }
    }

    @Test(arguments: [
        ("actions?formt=csv", "There is no parameter \"formt\". Did you mean \"format\"?"),
        ("actions?format=docx", "There is no format \"docx\"."),
        ("actions?owner=me&unowned", "owner and unowned do not go together"),
        ("promises?kind=idea", "promises and kind do not go together"),
        ("actions?columns=text", "columns and format markdown do not go together"),
        ("actions?since=someday", "\"someday\" is no date"),
        ("actions?limit=0", "\"0\" is no limit"),
        ("actions?customer=a&customer=b", "customer was given more than 1 time"),
        ("actions?overdue=maybe", "There is no value of overdue \"maybe\""),
        ("actions?customer=%zz", "a % without two digits"),
        ("actions?customer=%ff", "not UTF-8"),
    ])
    func whatCannotBeReadIsRefusedAndNotPassedOver(path: String, detail: String) async throws {
        let team = try ServerTeam()
        try await team.server.withClient { client in
            let problem = try await team.export(path, through: client).problem()
            #expect(problem.code == .malformed)
            #expect(problem.detail.contains(detail), "\(problem.detail)")
        }
    }

    @Test func aMeetingsMinutesAreNamedByItsWholeOrShortID() async throws {
        let team = try ServerTeam()
        try await team.server.withClient { client in
            let meeting = try await team.write(type: .meeting, ["title": "Visit to Lyon"], through: client)
            try await team.write(["text": "At the visit"], meeting: meeting, through: client)
            try await team.write(["text": "Elsewhere"], through: client)
            for id in [meeting.text, ShortID(meeting).letters()] {
                let answer = try await team.export("meetings/\(id)?format=ndjson", through: client)
                let text = String(buffer: answer.body)
                #expect(text.contains("At the visit") && text.contains("Visit to Lyon"), "\(id)")
                #expect(!text.contains("Elsewhere"))
            }
            let listed = try await team.export(
                "entries?format=csv&columns=text&meeting=\(meeting.text)", through: client)
            #expect(String(buffer: listed.body) == "text\r\nAt the visit\r\n")
            let unknown = try await team.export("meetings/zzzz", through: client)
            #expect(try unknown.problem().code == .notFound)
        }
    }

    @Test func manyPagesAreOneFile() async throws {
        let team = try ServerTeam()
        try await team.server.withClient { client in
            for first in stride(from: 1, to: 300, by: 100) {
                try await team.write((first..<first + 100).map { ["text": "Entry \($0)"] }, through: client)
            }
            let answer = try await team.export("entries?format=ndjson", through: client)
            let lines = String(buffer: answer.body).split(separator: "\n")
            #expect(lines.count == 302)
            #expect(lines.last?.contains("\"count\":300") == true)
            #expect(Set(lines).count == 302, "no entry stands there twice")
            let head = try await client.execute(
                uri: team.path("entries?format=ndjson"), method: .head, headers: team.device.authorization)
            #expect(head.status == .ok && head.body.readableBytes == 0)
        }
    }

    @Test(arguments: ["csv", "json", "html", "ics"])
    func aListIsPackedForWhoeverTakesItPacked(format: String) async throws {
        let team = try ServerTeam()
        try await team.server.withClient { client in
            for first in stride(from: 1, to: 1000, by: 100) {
                try await team.write((first..<first + 100).map { ["text": "Entry \($0)"] }, through: client)
            }
            let plain = try await team.export("entries?format=\(format)", through: client)
            let packed = try await team.export("entries?format=\(format)", taking: "gzip, deflate", through: client)
            #expect(packed.headers[.contentEncoding] == "gzip" && packed.headers[.vary] == "Accept-Encoding")
            #expect(packed.body.readableBytes * 3 < plain.body.readableBytes)
            let unpacked = try Gzip.decompress(Array(buffer: packed.body), limit: 10_000_000)
            #expect(unpacked == Array(buffer: plain.body))
            for coding in ["identity", "gzip;q=0, br", "*;q=0"] {
                let answer = try await team.export("entries?format=\(format)", taking: coding, through: client)
                #expect(answer.headers[.contentEncoding] == nil && answer.headers[.vary] == "Accept-Encoding")
                #expect(answer.body == plain.body)
            }
        }
    }

    @Test func aWorkbookIsNotPackedTwice() async throws {
        let team = try ServerTeam()
        try await team.server.withClient { client in
            let answer = try await team.export("entries?format=xlsx", taking: "gzip", through: client)
            #expect(answer.headers[.contentEncoding] == nil)
            #expect(Array(buffer: answer.body).starts(with: "PK".utf8))
        }
    }

    @Test func aListThatIsTooLongIsRefusedBeforeItBegins() async throws {
        let team = try ServerTeam()
        // Few entries, each under many headings, are as many items.
        let owners = Dictionary(uniqueKeysWithValues: (0..<200).map { ("owners/Person \($0)", "") })
        let count = Limits.exportItems / owners.count + 1
        try await team.server.withClient { client in
            for first in stride(from: 0, to: count, by: 100) {
                let part = (first..<min(first + 100, count)).map { _ in owners.merging(["text": "x"]) { $1 } }
                try await team.write(part, through: client)
            }
            let refused = try await team.export("entries?group=owner", through: client)
            #expect(try refused.problem().code == .tooLarge)
            let once = try await team.export("entries?group=owner&format=csv&columns=id", through: client)
            #expect(String(buffer: once.body).split(separator: "\r\n").count == count + 1)
        }
    }

    @Test func aMemberAndAServerWriteSoManyExportsAtATime() throws {
        let slots = ExportSlots()
        let host = SimulatedHost(seed: 3).host
        let member = host.newRecordID()
        var held = try (0..<Limits.exportsPerAccount).map { _ in try slots.take(by: member) }
        #expect(throws: Problem.self) { try slots.take(by: member) }
        held.removeLast()
        held.append(try slots.take(by: member))
        while held.count < Limits.exportsAtOnce { held.append(try slots.take(by: host.newRecordID())) }
        do {
            _ = try slots.take(by: host.newRecordID())
            Issue.record("one more was let in")
        } catch {
            #expect(error.code == .unavailable && error.retryAfterSeconds != nil)
        }
        held.removeAll()
        _ = try slots.take(by: member)
    }
}
