import Foundation
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Synchronization
import Testing

/// `huddle-server`'s commands, run inside the test's own process.
@Suite final class CommandTests: Sendable {
    private let folder: TemporaryFolder
    private let machine = SimulatedHost(seed: 7)
    private let storage: MemoryStorage
    private let printed = Mutex<[String]>([])
    private let said = Mutex<[String]>([])

    init() throws {
        folder = try TemporaryFolder()
        storage = try MemoryStorage()
    }

    deinit { folder.remove() }

    private struct Outcome {
        let code: ExitCode
        let output: [String]
        let talk: String
    }

    private func run(_ arguments: [String], variables: [String: String] = [:]) async -> Outcome {
        printed.withLock { $0 = [] }
        said.withLock { $0 = [] }
        let environment = ServerEnvironment(
            host: machine.host, variables: variables, storage: { [storage] _ in storage },
            print: { text in self.printed.withLock { $0.append(text) } },
            say: { text in self.said.withLock { $0.append(text) } })
        let code = await ServerProgram.run(arguments + ["--data", folder.path], in: environment)
        return Outcome(code: code, output: printed.withLock { $0 }, talk: said.withLock { $0 }.joined(separator: "\n"))
    }

    @Test func aSpaceIsMadeOnceAndListed() async throws {
        let made = await run(["space", "create", "Acme team"])
        #expect(made.code == .success)
        let id = try #require(made.output.first.flatMap { RecordID($0) })
        #expect(await run(["space", "create", " acme TEAM "]).code == .cannotCreate)
        let list = await run(["space", "list", "--json"])
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(list.output.joined().utf8)) as? [[String: Any]])
        #expect(rows.count == 1)
        #expect(rows.first?["id"] as? String == id.text)
        #expect(rows.first?["name"] as? String == "Acme team")
    }

    @Test func aMemberAddedTwiceGetsANewLinkAndIsOneMember() async throws {
        _ = await run(["space", "create", "Acme team"])
        let first = await run(["member", "add", "acme team", "Maria Silva", "--department", "sales"])
        let again = await run([
            "member", "add", "Acme team", "maria silva", "--department", "support", "--role", "admin", "--url",
            "https://huddle.example/",
        ])
        let links = try [first, again].map { try #require($0.output.first.flatMap { InvitationLink($0) }) }
        #expect(links[0].server == "http://127.0.0.1:8787")
        #expect(links[1].server == "https://huddle.example")
        #expect(links[0].secret != links[1].secret)
        for link in links {
            let token = machine.host.randomBytes(32)
            let reply = try Doorway(directory: try storage.directory(), host: machine.host).join(
                JoinRequest(secret: link.secret, tokenHash: TokenHash.of(token), device: "laptop"))
            #expect(reply.memberName == "Maria Silva" && reply.department == "support")
        }
        let list = await run(["member", "list", "Acme team"])
        #expect(list.output.count == 1)
        #expect(list.output.first?.contains("Maria Silva  support  admin  (2 devices") == true)
    }

    @Test func theLinkPointsToWherePeopleReachTheServer() async throws {
        _ = await run(["space", "create", "Acme"])
        try "http://127.0.0.1:4711\n".write(toFile: folder.path + "/listening", atomically: true, encoding: .utf8)
        let running = await run(["member", "add", "Acme", "Maria", "--department", "sales"])
        #expect(running.output.first?.hasPrefix("http://127.0.0.1:4711/join#") == true)
        let named = await run(
            ["member", "add", "Acme", "Maria", "--department", "sales"],
            variables: ["HUDDLE_PUBLIC_URL": "https://huddle.example"])
        #expect(named.output.first?.hasPrefix("https://huddle.example/join#") == true)
    }

    @Test func aSpaceThatIsNotThereIsNamedWithTheNearest() async throws {
        _ = await run(["space", "create", "Acme team"])
        let wrong = await run(["member", "list", "Acme tem"])
        #expect(wrong.code == .noInput)
        #expect(wrong.talk.contains("Did you mean “Acme team”?"))
    }

    @Test func anAmbiguousNameIsAnsweredWithTheCandidates() async throws {
        _ = await run(["space", "create", "Acme"])
        let twin = SpaceListing(id: machine.host.newRecordID(), name: "Acme", created: machine.now)
        try storage.directory().write { try $0.add(twin, hash: machine.host.hash) }
        let ambiguous = await run(["member", "list", "Acme"])
        #expect(ambiguous.code == .usage)
        #expect(ambiguous.talk.contains(twin.id.text))
        #expect(await run(["member", "list", twin.id.text]).code == .success)
    }

    @Test(arguments: [
        ["space", "create", "  "], ["space", "create", "a\u{1b}[31mb"],
        ["space", "create", String(repeating: "x", count: 201)],
        ["serve", "--listen", "0.0.0.0:8787"], ["serve", "--listen", "8787"], ["serve", "--listen", "::1:8787"],
        ["serve", "--listen", "127.0.0.1:99999"], ["serve", "--behind-proxy", "10.0.0.0/99"],
        ["serve", "--public-url", "huddle.example"],
        ["serve", "--config", "/nowhere/settings.json"], ["space", "frobnicate"], ["member", "add", "Acme"],
    ])
    func whatCannotBeIsRefusedWithTheUsageCode(arguments: [String]) async throws {
        let outcome = await run(arguments)
        #expect(outcome.code == .usage)
        #expect(!outcome.talk.isEmpty && outcome.output.isEmpty)
    }

    @Test func aFlagGoesBeforeTheEnvironmentAndThatBeforeTheFile() async throws {
        let file = try folder.newPath("settings.json")
        try #"{"public-url": "https://file.example", "behind-proxy": "127.0.0.1"}"#.write(
            toFile: file, atomically: true, encoding: .utf8)
        _ = await run(["space", "create", "Acme"])
        let add = ["member", "add", "Acme", "Maria", "--department", "sales"]
        let fromFile = await run(add + ["--config", file])
        #expect(fromFile.output.first?.hasPrefix("https://file.example/") == true)
        let fromEnvironment = await run(
            add, variables: ["HUDDLE_CONFIG": file, "HUDDLE_PUBLIC_URL": "https://env.example"])
        #expect(fromEnvironment.output.first?.hasPrefix("https://env.example/") == true)
        try #"{"publik-url": "x"}"#.write(toFile: file, atomically: true, encoding: .utf8)
        let typo = await run(["space", "list", "--config", file])
        #expect(typo.code == .usage)
        #expect(typo.talk.contains("did you mean public-url?"))
        try #"{"listen": "127.0.0.1:1", "listen": "127.0.0.1:2"}"#.write(
            toFile: file, atomically: true, encoding: .utf8)
        let twice = await run(["space", "list", "--config", file])
        #expect(twice.code == .usage && twice.talk.contains("\"listen\" is repeated"), "\(twice.talk)")
    }

    @Test func everySettingIsShownWithWhereItComesFrom() async throws {
        let file = try folder.newPath("settings.json")
        try #"{"log-level": "debug", "joins-per-address": 7}"#.write(toFile: file, atomically: true, encoding: .utf8)
        let shown = await run(
            ["settings", "--config", file, "--listen", "127.0.0.1:4711", "--json"],
            variables: [
                "HUDDLE_JOINS_PER_ADDRESS": "9", "HUDDLE_LISTEN": "127.0.0.1:1", "HUDDLE_LISTN": "SECRET",
                "HUDDLE_LOG_FORMAT": "",
            ])
        #expect(shown.code == .success)
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(shown.output.joined().utf8)) as? [[String: Any]])
        let found = Dictionary(
            uniqueKeysWithValues: rows.map {
                ($0["name"] as? String ?? "", "\($0["value"] ?? "none") \($0["source"] ?? "")")
            })
        #expect(found["listen"] == "127.0.0.1:4711 flag")
        #expect(found["joins-per-address"] == "9 environment")
        #expect(found["log-level"] == "debug file")
        #expect(found["log-format"] == "text default", "an empty variable is as good as none")
        #expect(found["tls-key"]?.hasSuffix("default") == true)
        #expect(shown.talk.contains("HUDDLE_LISTN is set and is no setting. Did you mean HUDDLE_LISTEN?"))
        #expect(!(shown.output.joined() + shown.talk).contains("SECRET"))
        let lines = await run(["settings", "--config", file])
        #expect(lines.output.count == rows.count)
        #expect(lines.output.contains { $0.hasPrefix("log-level  ") && $0.hasSuffix("  file") })
    }

    @Test func whatServeWouldNotDoTheSettingsSay() async throws {
        let exposed = await run(["settings", "--listen", "0.0.0.0:8787"])
        #expect(exposed.code == .success && exposed.talk.contains("can be reached from other machines"))
        let behind = await run(["settings", "--listen", "0.0.0.0:8787", "--behind-proxy", "10.0.0.5"])
        #expect(behind.talk.isEmpty)
    }

    /// A flag, a variable and a key in the file for each, all refused alike.
    @Test(arguments: [
        ("listen", "8787"), ("metrics-listen", "x"), ("log-format", "xml"), ("log-level", "loud"),
        ("stop-seconds", "0"), ("requests-per-address", "-1"), ("requests-per-account", "many"),
        ("joins-per-address", "1000001"), ("connections-per-address", "1.5"), ("listeners", "x"),
        ("listeners-per-account", "x"), ("behind-proxy", "10.0.0.0/99"), ("public-url", "huddle.example"),
        ("tls-key", "alone.pem"), ("tls-certificate", "alone.pem"),
    ])
    func aSettingThatCannotBeIsRefusedFromEverySource(name: String, value: String) async throws {
        let file = try folder.newPath("bad.json")
        try #"{"\#(name)": "\#(value)"}"#.write(toFile: file, atomically: true, encoding: .utf8)
        let variable = "HUDDLE_" + name.uppercased().replacing("-", with: "_")
        let outcomes = [
            await run(["settings", "--\(name)=\(value)"]), await run(["settings"], variables: [variable: value]),
            await run(["settings", "--config", file]),
        ]
        for outcome in outcomes {
            #expect(outcome.code == .usage)
            #expect(outcome.talk.contains("The setting \(name) cannot be “\(value)”"), "\(outcome.talk)")
        }
    }
}
