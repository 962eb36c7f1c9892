import Foundation
import HuddleTestSupport
import Testing

/// A capture with `sync.after-capture = on`, by the real program: the entry travels, and nobody waits for it.
@Suite struct BackgroundSyncTests {
    private static let patienceSeconds = 60.0

    let folder: TemporaryFolder
    let team: Team
    let maria: Machine
    private let environment: [String: String]

    init() throws {
        folder = try TemporaryFolder()
        team = try Team(folder)
        maria = try Machine("maria", in: folder)
        environment = ["XDG_CONFIG_HOME": folder.path + "/config"]
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva"), environment: environment))
        Team.expect(try maria.huddle("config", "set", "sync.after-capture", "on", environment: environment))
    }

    private func status() throws -> [String: Any] {
        let output = Team.expect(try maria.huddle("status", "--json", environment: environment))
        return try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }

    /// Asks again and again, each time a program that runs and ends, until it is so.
    private func becomes(_ condition: ([String: Any]) -> Bool) throws -> Bool {
        let end = Date(timeIntervalSinceNow: Self.patienceSeconds)
        while Date() < end { if condition(try status()) { return true } }
        return false
    }

    /// The processes that work for Maria's log now.
    private var processes: [Int32] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter { id in
                let words = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") ?? Data()
                return String(decoding: words, as: UTF8.self).contains("sync-beside\0--home\0" + maria.home)
            }
        }
    }

    private func allEnd() throws -> Bool { try becomes { _ in (try? processes.isEmpty) ?? true } }

    @Test func whatIsCapturedTravelsByItself() throws {
        defer { folder.remove() }
        defer { team.server.stop() }
        for number in 1...5 {
            let captured = try maria.huddle("note", "number \(number)", environment: environment)
            #expect(captured.status == 0 && captured.stderr.isEmpty)
        }
        #expect(
            try becomes { $0["notYetSynced"] as? Int == 0 }, "the last one went too, though four others were under way")
        #expect(try allEnd(), "nothing is left running")
        let jo = try Machine("jo", in: folder)
        Team.expect(try jo.huddle("join", try team.invite("Jo Weber")))
        Team.expect(try jo.huddle("sync"))
        #expect(Set(try jo.texts()) == Set((1...5).map { "number \($0)" }))
    }

    @Test func withoutAServerACaptureIsTheSameAndStatusSaysWhatFailed() throws {
        defer { folder.remove() }
        team.server.stop()
        let captured = try maria.huddle("note", "kept", environment: environment)
        #expect(captured.status == 0 && captured.stderr.isEmpty)
        #expect(try becomes { $0["backgroundFailure"] is String })
        let text = Team.expect(try maria.huddle("status", environment: environment))
        #expect(text.contains("background  failed at ") && text.contains("Nothing is lost"))
        #expect(try allEnd())
        #expect(try maria.texts() == ["kept"])
    }

    /// A server that takes the connection and never answers: the capture's own output still ends at once, and however many are
    /// captured, one process syncs and one waits.
    @Test func aServerThatHangsHoldsNobodyUp() throws {
        defer { folder.remove() }
        team.server.stop()
        let hole = try SilentServer()
        let access = try #require(
            try FileManager.default.subpathsOfDirectory(atPath: maria.home).first { $0.hasSuffix("server.json") })
        let file = URL(filePath: maria.home + "/" + access)
        var json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: String])
        json["url"] = "http://127.0.0.1:\(hole.port)"
        try JSONSerialization.data(withJSONObject: json).write(to: file)
        for number in 1...6 {
            let process = Program.huddle.makeProcess(
                ["note", "number \(number)"], environment.merging(["HUDDLE_HOME": maria.home]) { _, new in new })
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            #expect(text.contains("number \(number)") && process.terminationStatus == 0)
        }
        #expect(try becomes { _ in ((try? processes.count) ?? 9) <= 2 })
        hole.close()
        for process in try processes { kill(process, SIGTERM) }
        #expect(try allEnd())
        #expect(try maria.texts().count == 6)
    }

    @Test func offIsTheDefaultAndStartsNothing() throws {
        defer { folder.remove() }
        defer { team.server.stop() }
        Team.expect(try maria.huddle("config", "unset", "sync.after-capture", environment: environment))
        #expect(try allEnd(), "setting it to on was a change, which a sync followed")
        Team.expect(try maria.huddle("note", "stays here", environment: environment))
        #expect(try processes.isEmpty && (try status()["notYetSynced"] as? Int ?? 0) > 0)
    }
}

/// Listens, and never takes up a call.
private final class SilentServer {
    let port: UInt16
    private var descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, address, &size) == 0
            }
        }
        guard isOpen else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close() }

    func close() {
        guard descriptor >= 0 else { return }
        Foundation.close(descriptor)
        descriptor = -1
    }
}
