import Foundation
import HuddleTestSupport
import Testing

/// `huddle sync --watch` against the real server.
@Suite(.serialized) struct WatchTests {
    @Test func whatOthersWriteArrivesAsItHappens() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let team = try Team(folder)
        defer { team.server.stop() }
        let maria = try Machine("maria", in: folder)
        let jo = try Machine("jo", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try jo.huddle("join", try team.invite("Jo Weber", department: "production")))
        Team.expect(try maria.huddle("sync"))
        Team.expect(try jo.huddle("sync"))

        let watch = try BackgroundRun(maria, ["sync", "--watch"])
        defer { watch.end() }
        try watch.waitFor("Listening.")
        Team.expect(try jo.huddle("action", "Measure the hinges", "--owner", "Jo Weber"))
        Team.expect(try jo.huddle("sync"))
        try watch.waitFor("Measure the hinges")
        #expect(watch.output.contains("by Jo Weber"), "\(watch.output)")
        Team.expect(try maria.huddle("add", "captured beside the watch"))
        try watch.waitFor("Sent 1")
        Team.expect(try jo.huddle("sync"))
        #expect(try jo.texts().contains("captured beside the watch"))
    }

    @Test func aServerThatComesBackIsFoundAndOneThatShutsOutEndsIt() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let team = try Team(folder)
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try maria.huddle("add", "before"))
        let watch = try BackgroundRun(maria, ["sync", "--watch", "--json"])
        defer { watch.end() }
        try watch.waitFor("Listening.")
        #expect(watch.output.contains(#""sent":"#))
        #expect(team.server.stop() == 0, "an open stream does not keep the server from stopping")
        Team.expect(try maria.huddle("add", "while it was away"))
        try watch.waitFor("No answer from")
        let again = try RunningServer(
            data: team.server.data, listen: String(team.server.address.dropFirst("http://".count)))
        defer { again.stop() }
        try watch.waitFor("The server is back.")
        try watch.waitForEnd(after: { try team.admin("member", "remove", "Acme team", "Maria Silva") })
        #expect(watch.output.contains("access was taken back"))
    }

    /// A heartbeat is 25 seconds away: what ends the stream is that the server looks for rights that were taken back.
    @Test func aCommandBesideTheServerEndsAnOpenStreamAtOnce() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let team = try Team(folder)
        defer { team.server.stop() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        let watch = try BackgroundRun(maria, ["sync", "--watch"])
        defer { watch.end() }
        try watch.waitFor("Listening.")
        let listed = Team.expect(try team.admin("device", "list", "Acme team"))
        let device = String(try #require(listed.split(separator: " ").first))
        let start = ContinuousClock().now
        try watch.waitForEnd(after: { try team.admin("device", "revoke", "Acme team", device) })
        #expect(ContinuousClock().now - start < .seconds(15), "not by a heartbeat")
        #expect(watch.output.contains("access was taken back"))
    }
}

/// A `huddle` that runs beside the test.
final class BackgroundRun {
    private let process: Process
    private let path: String

    init(_ machine: Machine, _ arguments: [String]) throws {
        path = machine.folder + "/" + UUID().uuidString
        try Data().write(to: URL(filePath: path))
        process = Program.huddle.makeProcess(arguments, ["HUDDLE_HOME": machine.home])
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: path))
        process.standardError = process.standardOutput
        try process.run()
    }

    /// Both streams.
    var output: String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

    func waitFor(_ text: String, seconds: Int = 90) throws {
        try wait(seconds) { output.contains(text) }
    }

    /// Does something, and waits until the program has ended over it.
    func waitForEnd(after action: () throws -> Program.Output) throws {
        Team.expect(try action())
        try wait(90) { !process.isRunning }
    }

    func end() {
        guard process.isRunning else { return }
        // A test that runs a server in its own process lets SIGTERM be ignored, here too.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private func wait(_ seconds: Int, _ isSo: () -> Bool) throws {
        do {
            try Waiting.until(seconds, isSo)
        } catch {
            throw TooLate(output: output)
        }
    }

    struct TooLate: Error {
        let output: String
    }
}
