import Foundation
import GRDB
import HuddleCLI
import HuddleTestSupport
import Testing

/// Every exit code that the tables list, from the real program. Whoever adds one says here how it comes about.
@Suite final class ExitCodeTests: Sendable {
    private let folder: TemporaryFolder
    private let maria: Machine

    init() throws {
        folder = try TemporaryFolder()
        maria = try Machine.ofMaria(in: folder)
        Team.expect(try maria.huddle("note", "kept"))
    }

    deinit { folder.remove() }

    @Test(arguments: ExitCode.allCases)
    func aRunEndsWithEachCode(_ code: ExitCode) throws {
        guard let run = try run(endingWith: code) else {
            #expect(code == .software, "no known command line leads to a fault of the program: ErrorTests makes one")
            return
        }
        #expect(run.status == code.rawValue, "\(run.stdout)\(run.stderr)")
        #expect(run.stderr.isEmpty == (code == .success), "\(run.stderr)")
        if code != .newerFormat { #expect(try maria.texts().contains("kept")) }
    }

    @Test func helpListsTheCodesThatAreTriedHere() throws {
        let help = Team.expect(try maria.huddle("help", "exit-codes"))
        let listed = help.split(separator: "\n").compactMap { $0.split(separator: " ").first.flatMap { Int32($0) } }
        #expect(listed == ExitCode.allCases.map(\.rawValue))
    }

    /// - Returns: Nil where nothing is known to end so.
    private func run(endingWith code: ExitCode) throws -> Program.Output? {
        switch code {
        case .success: try maria.huddle("list")
        case .failure: try syncOfAViewer()
        case .usage: try maria.huddle("add", "x", "--due", "frday")
        case .badData: try maria.huddle("add", "")
        case .notFound: try maria.huddle("show", "zzzz")
        case .unavailable: try syncWithoutAServer()
        case .software: nil
        case .cannotCreate: try maria.huddle("init", "--name", "Maria Silva")
        case .inputOutput: try listOntoAFullDisk()
        case .busy: try addToALogThatAnotherHolds()
        case .protocolError: try syncThroughASignInPage()
        case .noPermission: try joinTwiceWithOneLink()
        case .newerFormat: try listOfANewerLog()
        }
    }

    private func syncOfAViewer() throws -> Program.Output {
        let team = try Team(folder)
        defer { team.server.stop() }
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try team.admin("member", "role", "Acme team", "Maria Silva", "viewer"))
        return try maria.huddle("sync")
    }

    private func syncWithoutAServer() throws -> Program.Output {
        let team = try Team(folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        team.server.stop()
        return try maria.huddle("sync")
    }

    /// `/dev/full` takes nothing, as a disk with no room left.
    private func listOntoAFullDisk() throws -> Program.Output {
        let shell = try #require(Program(installed: "sh"))
        return try shell.run(
            ["-c", #"exec "$0" list > /dev/full"#, Program.huddle.url.path], environment: ["HUDDLE_HOME": maria.home],
            in: folder.path)
    }

    /// Waits as long as `huddle` does before it gives up: half a minute.
    private func addToALogThatAnotherHolds() throws -> Program.Output {
        let other = try DatabaseQueue(path: try log)
        return try other.write { database in
            try database.execute(sql: "UPDATE state SET name = name")
            return try maria.huddle("add", "not saved")
        }
    }

    private func syncThroughASignInPage() throws -> Program.Output {
        let team = try Team(folder)
        defer { team.server.stop() }
        let proxy = try FaultProxy(to: team.server.address)
        defer { proxy.stop() }
        let link = try team.invite("Maria Silva").replacing(team.server.address, with: proxy.address)
        Team.expect(try maria.huddle("join", link))
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 7\r\nConnection: close\r\n\r\nSign in"
        proxy.spoil(.replaced(by: page))
        return try maria.huddle("sync")
    }

    private func joinTwiceWithOneLink() throws -> Program.Output {
        let team = try Team(folder)
        defer { team.server.stop() }
        let link = try team.invite("Maria Silva")
        Team.expect(try Machine("first", in: folder).huddle("join", link))
        return try maria.huddle("join", link)
    }

    private func listOfANewerLog() throws -> Program.Output {
        let database = try DatabaseQueue(path: try log)
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        try database.close()
        return try maria.huddle("list")
    }

    private var log: String {
        get throws {
            let logs = maria.home + "/logs"
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: logs).first)
            return "\(logs)/\(name)/log.sqlite"
        }
    }
}
