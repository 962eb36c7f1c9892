import Foundation
import HuddleTestSupport

/// Somebody else's program, such as `openssl` or `curl`.
enum Tool {
    static func has(_ name: String) -> Bool {
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return folders.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }

    /// Both streams, and the exit status.
    @discardableResult
    static func run(_ arguments: String..., in folder: TemporaryFolder, input: String = "") throws -> (
        output: String, status: Int32
    ) {
        let path = folder.path + "/" + UUID().uuidString
        try Data(input.utf8).write(to: URL(filePath: path + ".in"))
        try Data().write(to: URL(filePath: path))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: path + ".in"))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: path))
        process.standardError = process.standardOutput
        try process.run()
        process.waitUntilExit()
        return (try String(contentsOfFile: path, encoding: .utf8), process.terminationStatus)
    }
}

/// Waits for something that happens elsewhere.
enum Waiting {
    static func until(_ seconds: Int = 60, _ isSo: () -> Bool) throws {
        let deadline = Date(timeIntervalSinceNow: Double(seconds))
        let never = DispatchSemaphore(value: 0)
        while !isSo() {
            guard Date() < deadline else { throw TooLate() }
            _ = never.wait(timeout: .now() + .milliseconds(50))
        }
    }

    struct TooLate: Error {}
}
