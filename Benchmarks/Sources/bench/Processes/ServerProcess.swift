import Foundation

/// A running `huddle-server` on a free port of this machine.
final class ServerProcess {
    let url: String
    let port: UInt16
    private let process: Spawn
    private var isRunning = true

    /// The settings that keep one address and one member from taking all of a server: here they are the whole load.
    private static let unlimited: [String: String] = Dictionary(
        uniqueKeysWithValues: [
            "LISTENERS", "LISTENERS_PER_ACCOUNT", "CONNECTIONS_PER_ADDRESS", "REQUESTS_PER_ADDRESS",
            "REQUESTS_PER_ACCOUNT", "JOINS_PER_ADDRESS",
        ].map { ("HUDDLE_" + $0, "1000000") })

    init(_ program: String, data: String, _ environment: [String: String]) throws {
        let environment = Self.unlimited.merging(["HUDDLE_LOG_LEVEL": "warning"]) { $1 }.merging(environment) { $1 }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failure("no pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        process = try Spawn(
            [program, "serve", "--data", data, "--listen", "127.0.0.1:0"], environment, output: ends[1],
            errors: data + ".log")
        close(ends[1])
        defer { close(ends[0]) }
        let line = Self.line(from: ends[0])
        guard let start = line.range(of: "http://"), let port = UInt16(line.split(separator: ":").last ?? "") else {
            process.end()
            throw Failure("the server said: \(line)")
        }
        url = String(line[start.lowerBound...])
        self.port = port
    }

    /// The most memory it has had so far.
    var peakBytes: Int { bytes("VmHWM:") }

    /// The memory it has now.
    var residentBytes: Int { bytes("VmRSS:") }

    private func bytes(_ name: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/\(process.id)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }

    /// Seconds of processor time it has used so far.
    var cpuSeconds: Double {
        let stat = (try? String(contentsOfFile: "/proc/\(process.id)/stat", encoding: .utf8)) ?? ""
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    func stop() {
        guard isRunning else { return }
        isRunning = false
        process.end()
    }

    private static func line(from descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
