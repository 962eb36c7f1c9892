import Foundation
import HuddleTestSupport

/// The real binaries, as a user runs them.
struct Program {
    struct Output {
        let status: Int32
        let stdout: String
        let stderr: String
    }

    let url: URL

    static let huddle = Program(named: "huddle")
    static let server = Program(named: "huddle-server")
    static let simulate = Program(named: "simulate")

    private init(named name: String) {
        // The test bundle stands beside the programs that were built with it. HUDDLE_BIN is a folder with others, such as
        // release builds for a long soak.
        let others = ProcessInfo.processInfo.environment["HUDDLE_BIN"].map { URL(filePath: $0) }
        url = (others ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()).appending(path: name)
    }

    /// A program of the system, nil where it is not there.
    init?(installed name: String) {
        guard
            let folder = ["/usr/bin", "/bin", "/usr/local/bin"].first(where: {
                FileManager.default.isExecutableFile(atPath: $0 + "/" + name)
            })
        else { return nil }
        url = URL(filePath: folder + "/" + name)
    }

    /// Runs to the end. Output goes through files, so that no pipe can fill up.
    func run(
        _ arguments: [String], environment: [String: String], input: String = "", in folder: String
    ) throws -> Output {
        let outPath = folder + "/" + UUID().uuidString
        let errPath = outPath + ".err"
        let inPath = outPath + ".in"
        try Data(input.utf8).write(to: URL(filePath: inPath))
        for path in [outPath, errPath] { try Data().write(to: URL(filePath: path)) }
        let process = makeProcess(arguments, environment)
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: inPath))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outPath))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errPath))
        try process.run()
        process.waitUntilExit()
        defer { for path in [outPath, errPath, inPath] { try? FileManager.default.removeItem(atPath: path) } }
        return Output(
            status: process.terminationStatus, stdout: try String(contentsOfFile: outPath, encoding: .utf8),
            stderr: try String(contentsOfFile: errPath, encoding: .utf8))
    }

    func makeProcess(_ arguments: [String], _ environment: [String: String]) -> Process {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.environment = environment.merging(["LC_ALL": "C.UTF-8", "TZ": "UTC"]) { given, _ in given }
        return process
    }
}

/// A server on a port of its own, ended by its process id.
final class RunningServer {
    let address: String
    let data: String
    /// Beside the data.
    private let logPath: String
    private let process: Process

    var processID: Int32 { process.processIdentifier }

    init(
        data: String, listen: String = "127.0.0.1:0", _ more: [String] = [], environment: [String: String] = [:]
    ) throws {
        self.data = data
        logPath = data + ".log"
        if !FileManager.default.fileExists(atPath: logPath) { try Data().write(to: URL(filePath: logPath)) }
        let log = try FileHandle(forWritingTo: URL(filePath: logPath))
        try log.seekToEnd()
        process = Program.server.makeProcess(["serve", "--data", data, "--listen", listen] + more, environment)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = log
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw ServerDidNotStart() }
            line += more
        }
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard let last = words.last else { throw ServerDidNotStart() }
        address = String(last)
    }

    /// A test that fails before it stops its server leaves none behind.
    deinit {
        if process.isRunning { stop() }
    }

    /// Asks it to stop, and waits until it has.
    ///
    /// - Returns: Its exit status.
    @discardableResult
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// What it and those before it on this data wrote to standard error.
    var log: String { (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "" }

    func send(_ signal: Int32) {
        Foundation.kill(process.processIdentifier, signal)
    }

    func waitForLog(_ text: String) throws {
        try Waiting.until { log.contains(text) }
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    struct ServerDidNotStart: Error {}
}

/// One person's machine: a home folder.
struct Machine {
    let home: String
    let folder: String

    init(_ name: String, in folder: TemporaryFolder) throws {
        home = folder.path + "/" + name
        self.folder = folder.path
    }

    /// The space and the token of the log in use.
    func access() throws -> (space: String, token: String) {
        let name = try String(contentsOfFile: home + "/current", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let stored = try Data(contentsOf: URL(filePath: home + "/logs/\(name)/server.json"))
        let access = try JSONSerialization.jsonObject(with: stored) as? [String: Any]
        return (name, access?["token"] as? String ?? "")
    }

    func huddle(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) throws -> Program.Output {
        try huddle(arguments: arguments, input: input, environment: environment)
    }

    func huddle(
        arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> Program.Output {
        var environment = environment
        environment["HUDDLE_HOME"] = home
        environment["SOURCE_DATE_EPOCH"] = "1795424400"
        return try Program.huddle.run(arguments, environment: environment, input: input, in: folder)
    }
}
