import Foundation
import HuddleCLI
import HuddleClient
import HuddleCore
import HuddleTestSupport
import HuddleWire
import Synchronization
import Testing

@Suite struct TeamTests {
    let folder: TemporaryFolder
    let team = Team()

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func twoMachinesMerge() async throws {
        defer { folder.remove() }
        let space = try team.newSpace("Acme team")
        let maria = try Machine(folder, seed: 1, network: team.network)
        let jonas = try Machine(folder, seed: 2, network: team.network)
        await maria.expect("init", "--name", "Maria")
        let id = await maria.capture("action", "Send blades")
        let joined = await maria.huddle("join", team.invite("Maria Silva", to: space))
        #expect(joined.out == "Joined Acme team as Maria Silva. Now run `huddle sync`.\n")
        #expect(joined.err.contains("Nothing is lost: 1 entry of this log will go along"))
        #expect(await maria.expect("sync").hasPrefix("Sent "))
        #expect(await maria.expect("sync") == "Up to date: nothing to send, nothing new.\n")
        await jonas.expect("join", team.invite("Jonas Berg", to: space))
        await jonas.expect("sync")
        #expect(await jonas.expect("show", id).contains("asked by    Maria Silva"))

        await jonas.expect("edit", id, "--text", "Send two blades")
        await maria.expect("edit", id, "--text", "Send three blades")
        await jonas.expect("sync")
        let met = await maria.huddle("sync")
        #expect(met.out.hasPrefix("Sent 1, received ") && met.out.hasSuffix(", 1 conflict (\(id)).\n"))
        #expect(await maria.expect("show", id).contains("text was also written as: Send t"))
        await jonas.expect("sync")
        #expect(await jonas.expect("list", "--json") == (await maria.expect("list", "--json")))
        await jonas.expect("edit", id, "--text", "Send four blades")
        #expect(await !jonas.expect("show", id).contains("conflict"))
    }

    @Test func whoMayOnlyReadJoinsWithoutARefusal() async throws {
        defer { folder.remove() }
        let space = try team.newSpace("Acme team")
        team.setReadOnly("Vera Lund")
        let vera = try Machine(folder, seed: 1, network: team.network)
        let maria = try Machine(folder, seed: 2, network: team.network)
        await vera.expect("join", team.invite("Vera Lund", to: space))
        await maria.expect("join", team.invite("Maria Silva", to: space))
        #expect(await vera.expect("sync") == "Sent 1.\n")
        #expect(await vera.expect("status", "--short").isEmpty)
        await maria.expect("sync")
        #expect(await maria.expect("people").contains("Vera Lund"))
    }

    @Test func aLinkIsReadFromStandardInput() async throws {
        defer { folder.remove() }
        let space = try team.newSpace("Acme team")
        let machine = try Machine(folder, network: team.network)
        let link = team.invite("Maria Silva", to: space)
        #expect(await machine.huddle("join", "-", input: Array("hello".utf8)).code == .usage)
        #expect(await machine.huddle("join", "-", input: Array("\(link)\n".utf8)).code == .success)
        await machine.expect("sync")
    }

    @Test func linkOverHTTPToAnotherMachineIsRejectedUnlessInsecureIsGiven() async throws {
        defer { folder.remove() }
        let machine = try Machine(folder, network: team.network)
        let link = team.invite("Maria Silva", to: try team.newSpace("Acme team")).replacing("https:", with: "http:")
        let rejected = await machine.huddle("join", link)
        #expect(rejected.code == .usage && rejected.out.isEmpty)
        #expect(rejected.err.contains("without TLS") && rejected.err.contains("--insecure"))
        #expect(!FileManager.default.fileExists(atPath: machine.home), "the invitation was not begun")
        let asked = await machine.huddle("join", link, "--insecure")
        // The team's server stands at its https address alone, so an answer shows that the network was asked.
        #expect(asked.code == .protocolError, "\(asked.err)")
    }

    @Test func linkWithAUserIsRejectedAlways() async throws {
        defer { folder.remove() }
        let machine = try Machine(folder, network: team.network)
        let link = team.invite("Maria Silva", to: try team.newSpace("Acme team"))
        for user in ["user:pass@", "user@", "@"] {
            let rejected = await machine.huddle("join", link.replacing("//", with: "//" + user), "--insecure")
            #expect(rejected.code == .usage && rejected.err.contains("names a user"), "\(rejected.err)")
        }
        #expect(!FileManager.default.fileExists(atPath: machine.home), "nothing was sent")
    }

    @Test func joiningAgainRenewsTheAccessAlone() async throws {
        defer { folder.remove() }
        let space = try team.newSpace("Acme team")
        let machine = try Machine(folder, network: team.network)
        await machine.expect("join", team.invite("Maria Silva", to: space))
        await machine.expect("add", "kept")
        team.revokeAll()
        let refused = await machine.huddle("sync")
        #expect(refused.code == .noPermission)
        #expect(refused.err.contains("huddle join LINK"))
        #expect(await machine.huddle("join", team.invite("Maria Silva", to: space)).err.contains("access is new"))
        await machine.expect("sync")
        #expect(await machine.expect("list").contains("kept"))
    }

    @Test func anotherTeamGetsALogOfItsOwn() async throws {
        defer { folder.remove() }
        let first = try team.newSpace("First")
        let second = try team.newSpace("Second")
        let machine = try Machine(folder, network: team.network)
        await machine.expect("join", team.invite("Maria Silva", to: first))
        await machine.expect("add", "for the first")
        let joined = await machine.huddle("join", team.invite("Maria Silva", to: second))
        #expect(joined.err.contains("First stays beside it, untouched"))
        #expect(await machine.expect("list").isEmpty)
        await machine.expect("join", team.invite("Maria Silva", to: first))
        #expect(await machine.expect("list").contains("for the first"))
        await machine.expect("sync")
    }

    /// The answer to the first link is lost, and the server has spent the invitation on this device's token.
    @Test(arguments: [true, false])
    func unfinishedJoinSurvivesAnotherLink(isOtherGood: Bool) async throws {
        defer { folder.remove() }
        let isCutOff = Mutex(true)
        let network = team.network
        let machine = try Machine(
            folder,
            network: Network(
                join: { request, server, authority in
                    let reply = try await network.join(request, server, authority)
                    if isCutOff.withLock({ $0 }) {
                        throw TransportError.unreachable(server: server, detail: "no network")
                    }
                    return reply
                }, connect: network.connect, administer: network.administer, pause: network.pause))
        let link = team.invite("Maria Silva", to: try team.newSpace("First"))
        #expect(await machine.huddle("join", link).code == .unavailable)
        isCutOff.withLock { $0 = false }
        let other = team.invite("Maria Silva", to: try team.newSpace("Second"))
        if !isOtherGood { _ = await (try Machine(folder, network: network)).expect("join", other) }
        #expect(await machine.huddle("join", other).code == (isOtherGood ? .success : .noPermission))
        #expect(await machine.expect("join", link).hasPrefix("Joined First as Maria Silva."))
        await machine.expect("sync")
        let files = try FileManager.default.contentsOfDirectory(atPath: machine.home)
        #expect(!files.contains { $0.hasPrefix("joining") })
    }

    @Test func joinThatAnOlderHuddleBeganIsFinished() async throws {
        defer { folder.remove() }
        let machine = try Machine(folder, network: team.network)
        let link = team.invite("Maria Silva", to: try team.newSpace("Acme team"))
        let token = Base64URL.encode(Array(repeating: 7, count: Limits.tokenBytes))
        try FileManager.default.createDirectory(atPath: machine.home, withIntermediateDirectories: true)
        try Data(#"{"link": "\#(link)", "token": "\#(token)"}"#.utf8)
            .write(to: URL(filePath: machine.home + "/joining.json"))
        await machine.expect("join", link)
        let files = try #require(FileManager.default.enumerator(atPath: machine.home)).compactMap { $0 as? String }
        #expect(!files.contains("joining.json"))
        let access = try #require(files.first { $0.hasSuffix("server.json") })
        #expect(try String(contentsOfFile: machine.home + "/" + access, encoding: .utf8).contains(token))
    }

    @Test func whatIsSecretIsForItsOwnerAlone() async throws {
        defer { folder.remove() }
        let machine = try Machine(folder, network: team.network)
        await machine.expect("join", team.invite("Maria Silva", to: try team.newSpace("Acme team")))
        let files = try #require(FileManager.default.enumerator(atPath: machine.home)).compactMap { $0 as? String }
        #expect(files.contains { $0.hasSuffix("server.json") } && !files.contains { $0.hasPrefix("joining") })
        for file in files where file.hasSuffix("server.json") || file.hasSuffix("log.sqlite") {
            let attributes = try FileManager.default.attributesOfItem(atPath: machine.home + "/" + file)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func badLinksChangeNothing() async throws {
        defer { folder.remove() }
        let machine = try Machine(folder, network: team.network)
        let link = team.invite("Maria Silva", to: try team.newSpace("Acme team"))
        #expect(await machine.huddle("join", "hello").code == .usage)
        let page = await machine.huddle("join", link.replacingOccurrences(of: "huddle.", with: "login."))
        #expect(page.code == .protocolError && page.err.contains("sign-in page"))
        await machine.expect("join", link)
        let spent = await (try Machine(folder, seed: 2, network: team.network)).huddle("join", link)
        #expect(spent.code == .noPermission && spent.err.contains("works once"))
    }

    @Test func withoutANetworkOrATeamNothingIsLost() async throws {
        defer { folder.remove() }
        let alone = try Machine(folder)
        await alone.expect("init", "--name", "Maria Silva")
        await alone.expect("add", "kept")
        let sync = await alone.huddle("sync")
        #expect(sync.code == .notFound && sync.err.contains("belongs to no team yet"))
        let join = await alone.huddle("join", team.invite("Maria Silva", to: try team.newSpace("Acme team")))
        #expect(join.code == .unavailable)
        #expect(await alone.expect("list").contains("kept"))
    }
}
