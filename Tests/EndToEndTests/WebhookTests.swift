import Foundation
import HuddleTestSupport
import Testing

/// Webhooks as an admin has them, with the real programs and a target over TLS.
@Suite(.serialized, .enabled(if: Tool.has("openssl") && Tool.has("python3"))) struct WebhookTests {
    /// A team, an admin who is joined and in sync, and a target.
    private final class World {
        let folder: TemporaryFolder
        let authority: Authority
        let receiver: Receiver
        var server: RunningServer
        let team: Team
        let ada: Machine

        init(_ more: [String]? = nil) throws {
            folder = try TemporaryFolder()
            authority = try Authority(folder)
            receiver = try Receiver(authority)
            server = try RunningServer(
                data: folder.path + "/server",
                more ?? ["--webhook-allow-networks", "127.0.0.1,::1", "--webhook-ca-file", authority.path])
            team = try Team(folder, server)
            ada = try Machine("ada", in: folder)
            let added = try team.admin("member", "add", "Acme team", "Ada", "--department", "sales", "--role", "admin")
            Team.expect(added)
            let link = added.stdout.trimmingCharacters(in: .whitespacesAndNewlines)
            Team.expect(try ada.huddle("join", link))
            Team.expect(try ada.huddle("sync"))
        }

        /// Killed, and started anew at the same address.
        func restart() throws {
            let listen = String(server.address.dropFirst("http://".count))
            server.kill()
            server = try RunningServer(
                data: folder.path + "/server", listen: listen,
                ["--webhook-allow-networks", "127.0.0.1,::1", "--webhook-ca-file", authority.path])
        }

        func end() {
            server.stop()
            receiver.stop()
            folder.remove()
        }

        /// - Returns: The secret.
        @discardableResult
        func add(_ path: String, _ more: String...) throws -> String {
            let output = try Program.huddle.run(
                ["webhook", "add", receiver.address + path, "--name", path, "--json"] + more,
                environment: ["HUDDLE_HOME": ada.home], in: folder.path)
            struct Added: Decodable { let secret: String }
            let secret = try JSONDecoder().decode(Added.self, from: Data(Team.expect(output).utf8)).secret
            try receiver.know(secret)
            return secret
        }

        struct Delivery: Decodable {
            let id: String, webhook: String, event: String, state: String, tries: Int, status: Int?, detail: String?
        }

        func deliveries() throws -> [Delivery] {
            let output = Team.expect(try ada.huddle("webhook", "deliveries", "--json"))
            return try JSONDecoder().decode([Delivery].self, from: Data(output.utf8))
        }
    }

    @Test func whatHappensIsToldSignedAndOnce() throws {
        let world = try World()
        defer { world.end() }
        try world.add("/ok")
        Team.expect(try world.ada.huddle("visit", "start", "Acme Lyon"))
        Team.expect(try world.ada.huddle("promise", "Press 9 ships in May"))
        Team.expect(try world.ada.huddle("action", "Measure the hinges", "--owner", "Jo Weber"))
        Team.expect(try world.ada.huddle("visit", "end"))
        Team.expect(try world.ada.huddle("sync"))
        try Waiting.until { world.receiver.messages.count >= 3 }
        let messages = world.receiver.messages
        #expect(messages.count == 3)
        #expect(
            messages.allSatisfy {
                $0.isGenuine && $0.type == "application/json" && $0.agent.hasPrefix("huddle-server/")
            })
        #expect(Set(messages.map(\.id)).count == 3)
        for words in ["Press 9 ships in May", "\"assigned\":[\"Jo Weber\"]", "meeting.closed"] {
            #expect(messages.contains { $0.body.contains(words) }, "\(words)")
        }
        try Waiting.until { (try? world.deliveries().filter { $0.state == "delivered" }.count) == 3 }
        let listed = Team.expect(try world.ada.huddle("webhook"))
        #expect(listed.contains("localhost:") && !listed.contains("/ok/"))
        #expect(!world.server.log.contains("hinges") && !world.server.log.contains("whsec_"))
        let audit = Team.expect(try world.team.admin("audit", "list"))
        #expect(audit.contains("webhook.added"))
    }

    /// The receiver is not ready once; then the server is killed while a delivery is on its way.
    @Test func aTargetThatFailsAndAServerThatIsKilledLoseNothing() throws {
        let world = try World()
        defer { world.end() }
        try world.add("/busy", "--event", "promise.made")
        Team.expect(try world.ada.huddle("promise", "Press 9 ships in May"))
        Team.expect(try world.ada.huddle("sync"))
        try Waiting.until { world.receiver.messages(at: "/busy").count == 1 }
        try world.restart()
        try Waiting.until { world.receiver.messages(at: "/busy").count >= 2 }
        #expect(Set(world.receiver.messages(at: "/busy").map(\.id)).count == 1, "one id, however often")
        try Waiting.until { (try? world.deliveries().first?.state) == "delivered" }

        try world.add("/silent", "--event", "promise.made")
        Team.expect(try world.ada.huddle("promise", "Press 10 ships in June"))
        Team.expect(try world.ada.huddle("sync"))
        try Waiting.until { world.receiver.messages(at: "/silent").count == 1 }
        try world.restart()
        try Waiting.until { world.receiver.messages(at: "/silent").count >= 2 }
        #expect(Set(world.receiver.messages(at: "/silent").map(\.id)).count == 1)
        let start = Date()
        #expect(world.server.stop() == 0, "a target that is slow does not hold a stop up for long")
        #expect(Date().timeIntervalSince(start) < 25)
    }

    /// Whatever a target does, a try ends, and says what became of it.
    @Test func aTestSaysWhatTheTargetDid() throws {
        let world = try World()
        defer { world.end() }
        for (path, status, words) in [
            ("/ok", 0 as Int32, "answered 200: ok"), ("/hostile", 0, "answered 200"),
            ("/refuse", 1, "answered 403: no"),
            ("/moved", 1, "a redirect, which is not followed"), ("/huge", 0, "answered 200"),
            ("/drip", 0, "answered 200"), ("/silent", 1, "no answer within 10 s"),
        ] {
            try world.add(path)
            let output = try world.ada.huddle("webhook", "test", path)
            #expect(output.status == status, "\(path): \(output.stderr)\(output.stdout)")
            #expect((output.stdout + output.stderr).contains(words), "\(path): \(output.stderr)\(output.stdout)")
            #expect(!output.stdout.unicodeScalars.contains { $0.value == 0x1b || $0.value == 0x07 })
        }
        #expect(world.receiver.messages.count == 7, "no redirect was followed, and a test is tried once")
        #expect(world.receiver.messages.allSatisfy { $0.body.contains("\"type\":\"test\"") })
        let hostile = try world.deliveries().first { $0.webhook == "/hostile" }
        #expect((hostile?.detail?.utf8.count ?? .max) <= 200)
    }

    @Test func aSecretIsRotatedAndADeliverySentOnceMore() throws {
        let world = try World()
        defer { world.end() }
        let first = try world.add("/ok", "--event", "decision.made")
        Team.expect(try world.ada.huddle("decision", "Spare hinges are kept at the line"))
        Team.expect(try world.ada.huddle("sync"))
        try Waiting.until { (try? world.deliveries().first?.state) == "delivered" }
        let rotated = Team.expect(try world.ada.huddle("webhook", "rotate", "/ok"))
        let second = try #require(rotated.split(separator: " ").last).trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(second.hasPrefix("whsec_") && second != first)
        let id = try #require(try world.deliveries().first?.id)
        for secret in [first, second] {
            try world.receiver.know(secret)
            Team.expect(try world.ada.huddle("webhook", "redeliver", id))
        }
        let messages = world.receiver.messages
        #expect(messages.count == 3 && Set(messages.map(\.id)) == [id])
        #expect(messages.allSatisfy { $0.isGenuine }, "both sign")
        #expect(messages.last?.signature.split(separator: " ").count == 2)
        Team.expect(try world.ada.huddle("webhook", "remove", "/ok"))
        #expect(Team.expect(try world.ada.huddle("webhook", "list", "--json")) == "[]\n")
    }

    /// What only the server's machine can reach is out of a space's admins' reach.
    @Test func aPrivateAddressIsNotCalled() throws {
        let world = try World([])
        defer { world.end() }
        for url in ["https://127.0.0.1:1/x", "https://[::1]/x", "https://169.254.169.254/latest", "https://10.0.0.7/"] {
            let refused = try world.ada.huddle("webhook", "add", url)
            #expect(refused.status == 77, "\(url): \(refused.status) \(refused.stderr)")
            #expect(refused.stderr.contains("The server does not call this address ("), "\(refused.stderr)")
            #expect(refused.stderr.contains("webhook-allow-networks"), "what to do is not to ask the team's admin")
        }
        for url in ["http://example.com/", "https://user@example.com/", "https://example.com/#x"] {
            #expect(try world.ada.huddle("webhook", "add", url).status != 0, "\(url)")
        }
        // Names, which are looked at when they are looked up.
        for host in ["localhost", "127.1", "2130706433", "0x7f000001"] {
            let port = world.receiver.address.split(separator: ":").last ?? ""
            Team.expect(try world.ada.huddle("webhook", "add", "https://\(host):\(port)/ok", "--name", host))
            let tested = try world.ada.huddle("webhook", "test", host)
            #expect(tested.status == 1 && tested.stderr.contains("the machine itself"), "\(host): \(tested.stderr)")
        }
        #expect(world.receiver.messages.isEmpty)
    }

    @Test func aCertificateOfNobodyIsNotTrusted() throws {
        let world = try World(["--webhook-allow-networks", "127.0.0.0/8,::1"])
        defer { world.end() }
        try world.add("/ok")
        let tested = try world.ada.huddle("webhook", "test", "/ok")
        #expect(tested.status == 1 && tested.stderr.contains("not trusted"), "\(tested.stderr)")
        #expect(world.receiver.messages.isEmpty)
    }

    @Test func aMemberWhoIsNoAdminSeesNothingOfWebhooks() throws {
        let world = try World()
        defer { world.end() }
        try world.add("/ok")
        let jo = try Machine("jo", in: world.folder)
        Team.expect(try jo.huddle("join", try world.team.invite("Jo Weber")))
        for command in [["webhook"], ["webhook", "add", "https://example.com/"], ["webhook", "deliveries"]] {
            let output = try Program.huddle.run(command, environment: ["HUDDLE_HOME": jo.home], in: world.folder.path)
            #expect(output.status == 77 && output.stdout.isEmpty, "\(command): \(output.status) \(output.stderr)")
        }
    }

    @Test func aTemplateOfOnesOwnIsLookedAtBeforeItIsTaken() throws {
        let world = try World()
        defer { world.end() }
        let (good, bad) = (world.folder.path + "/good.json", world.folder.path + "/bad.json")
        try #"{"say": "{{headline}}: {{text}}"}"#.write(toFile: good, atomically: true, encoding: .utf8)
        try "{\n\"say\": \"{{{text}}}\"}".write(toFile: bad, atomically: true, encoding: .utf8)
        let refused = try world.ada.huddle("webhook", "add", world.receiver.address + "/ok", "--body", bad)
        #expect(refused.status == 65 && refused.stderr.contains("line 2"), "\(refused.stderr)")
        try world.add("/ok", "--body", good)
        Team.expect(try world.ada.huddle("promise", "Press \"9\""))
        Team.expect(try world.ada.huddle("sync"))
        try Waiting.until { world.receiver.messages.count == 1 }
        #expect(world.receiver.messages.first?.body == #"{"say": "New promise by Ada: Press \"9\""}"#)
    }
}
