import Foundation
import HuddleTestSupport
import Testing

/// What somebody who sits in front of a slow sync is told, on a terminal of their own.
@Suite(.serialized) final class SyncProgressTests {
    private static let clearLine = "\r\u{1b}[K"
    private static let controlC = "\u{3}"

    private let folder: TemporaryFolder
    private let team: Team
    private let proxy: FaultProxy
    private let maria: Machine

    init() throws {
        folder = try TemporaryFolder()
        team = try Team(folder)
        proxy = try FaultProxy(to: team.server.address)
        maria = try Machine("maria", in: folder)
        let link = try team.invite("Maria Silva").replacing(team.server.address, with: proxy.address)
        Team.expect(try maria.huddle("join", link))
        Team.expect(try maria.huddle("add", "The door jams"))
    }

    deinit {
        proxy.stop()
        team.server.stop()
        folder.remove()
    }

    @Test func aServerThatTakesItsTimeIsNamedAndThenHowFarItCame() throws {
        proxy.spoil(.held)
        let terminal = try maria.terminal("sync")
        try terminal.read("Waiting for \(proxy.address) …")
        proxy.spoil(.none)
        proxy.letGo()
        try terminal.read(Self.clearLine + "Read 2 changes …")
        try terminal.read(Self.clearLine + "Sent 2.")
        #expect(terminal.end() == 0)
    }

    @Test func aServerThatIsBusyIsWaitedForAloud() throws {
        let page = "HTTP/1.1 503 Busy\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        proxy.spoil(.replaced(by: page))
        let terminal = try maria.terminal("sync")
        try terminal.read("The server is busy: going on in 2 s …")
        proxy.spoil(.none)
        try terminal.read("Sent 2.")
        #expect(terminal.end() == 0)
    }

    /// A pipe, and whoever wants it quiet, gets the result alone.
    @Test(arguments: [[], ["--quiet"]])
    func whereNobodyLooksNothingIsShown(options: [String]) throws {
        proxy.spoil(.held)
        let ended = DispatchSemaphore(value: 0)
        let gate = Thread { [proxy] in
            proxy.waitForHeld()
            // Longer than it would take until the wait was told of.
            _ = ended.wait(timeout: .now() + .milliseconds(1500))
            proxy.spoil(.none)
            proxy.letGo()
        }
        gate.start()
        let output = try maria.huddle(arguments: ["sync"] + options)
        ended.signal()
        #expect(output.status == 0 && output.stderr.isEmpty, "\(output.stderr)")
        #expect(output.stdout == (options.isEmpty ? "Sent 2.\n" : ""))
    }

    /// As with every program: the signal ends it, which a shell shows as 130. What was read is kept.
    @Test(arguments: [["sync"], ["sync", "--watch"]])
    func controlCEndsItAtOnceAndTheNextSyncGoesOn(arguments: [String]) throws {
        // Only calls that come to an end get through the proxy.
        if arguments.count > 1 {
            let direct = try team.invite("Maria Silva")
            Team.expect(try maria.huddle("join", direct))
        }
        proxy.spoil(.held)
        let terminal = try maria.terminal(arguments: arguments)
        try terminal.read(arguments.count == 1 ? "Waiting for" : "Listening.")
        terminal.type(Self.controlC)
        #expect(terminal.end() == SIGINT)
        proxy.spoil(.none)
        proxy.letGo()
        let next = Team.expect(try maria.huddle("sync"))
        #expect(next.hasPrefix("Up to date") || next.hasPrefix("Sent 2"), "\(next)")
        #expect(try maria.texts() == ["The door jams"])
        #expect(Team.expect(try maria.huddle("status")).contains("to sync     nothing"))
    }
}
