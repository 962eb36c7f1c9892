import Foundation
import HuddleTestSupport
import Testing

/// `huddle-server health`, as containers and monitors call it, and what a server does that cannot listen.
@Suite(.serialized) struct HealthTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Output {
        try Program.server.run(
            arguments + ["--data", folder.path + "/server"], environment: environment, in: folder.path)
    }

    @Test func aServerThatRunsIsFoundByItsData() throws {
        defer { folder.remove() }
        let none = try run("health")
        #expect(none.status == 69 && none.stderr.contains("No server runs on") && none.stdout == "", "\(none.stderr)")

        // What people reach it by leads nowhere here: the probe goes to where it listens.
        let server = try RunningServer(
            data: folder.path + "/server", listen: "0.0.0.0:0",
            ["--behind-proxy", "192.0.2.1", "--public-url", "https://huddle.invalid"])
        let live = try run("health")
        #expect(live.status == 0 && live.stdout == "live\n", "\(live.stderr)")
        let ready = try run("health", "--ready")
        #expect(ready.status == 0 && ready.stdout == "ready\n", "\(ready.stderr)")
        let told = try JSONSerialization.jsonObject(with: Data(try run("health", "--json").stdout.utf8))
        #expect(told as? [String: String] == ["address": server.address, "state": "live"])

        #expect(server.stop() == 0)
        #expect(try run("health").status == 69)
    }

    @Test func aServerThatHangsOrIsNoneIsNotWell() throws {
        defer { folder.remove() }
        let server = try RunningServer(data: folder.path + "/server")
        server.send(SIGSTOP)
        let hanging = try run("health")
        #expect(hanging.status == 69 && hanging.stderr.contains("within 5 seconds"), "\(hanging.stderr)")
        server.send(SIGCONT)
        #expect(try run("health").status == 0)
        let elsewhere = try run("health", "--url", server.address + "/nowhere")
        #expect(elsewhere.status == 69 && elsewhere.stderr.contains("answers 404"), "\(elsewhere.stderr)")
        server.kill()
        let dead = try run("health")
        #expect(dead.status == 69 && dead.stderr.contains("Connection refused"), "\(dead.stderr)")
        let wrong = try run("health", "--url", "no address")
        #expect(wrong.status == 64, "\(wrong.stderr)")
    }

    /// Whichever of its two addresses is taken, the server names that one, and ends.
    @Test func anAddressThatIsTakenIsTheOneThatIsNamed() throws {
        defer { folder.remove() }
        let other = try RunningServer(data: folder.path + "/other")
        defer { other.stop() }
        let taken = String(other.address.dropFirst("http://".count))
        for addresses in [["127.0.0.1:0", taken], [taken, "127.0.0.1:0"]] {
            let refused = try run("serve", "--listen", addresses[0], "--metrics-listen", addresses[1])
            #expect(refused.status == 69, "\(refused.stderr)")
            #expect(refused.stderr.contains("Cannot listen on \(taken): Address already in use"), "\(refused.stderr)")
        }
        let unknown = try run("serve", "--listen", "nowhere.invalid:0", "--behind-proxy", "127.0.0.1")
        #expect(unknown.status == 69, "\(unknown.stderr)")
        #expect(unknown.stderr.contains("Cannot listen on nowhere.invalid:0"), "\(unknown.stderr)")
    }

    /// The libraries below tell of themselves where somebody looks for a fault, and nowhere else.
    @Test(arguments: [("info", false), ("debug", true)])
    func theLogIsTheServersOwn(level: String, tellsOfLibraries: Bool) throws {
        defer { folder.remove() }
        let server = try RunningServer(
            data: folder.path + "/server", ["--metrics-listen", "127.0.0.1:0", "--log-level", level])
        try server.waitForLog("metrics are served")
        #expect(try run("health").status == 0)
        #expect(server.stop() == 0)
        #expect(server.log.contains("Server started") == tellsOfLibraries, "\(server.log)")
        #expect(server.log.contains("answered"), "\(server.log)")
    }
}
