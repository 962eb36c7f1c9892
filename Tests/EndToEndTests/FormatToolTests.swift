import Foundation
import HuddleTestSupport
import Testing

/// Every exported format, opened by the program that people open it with. `make format-check` installs those.
@Suite struct FormatToolTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL
    private static let python = root.appending(path: ".build/format-tools/bin/python").path

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: python), "run `make format-check` once"))
    func theRealToolsOpenEveryFormat() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let process = Process()
        process.executableURL = URL(filePath: Self.python)
        process.arguments = [
            Self.root.appending(path: "Tests/Formats/check.py").path, "--huddle", Program.huddle.url.path,
        ]
        let report = folder.path + "/report"
        try Data().write(to: URL(filePath: report))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: report))
        try process.run()
        process.waitUntilExit()
        let printed = try String(contentsOfFile: report, encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(printed)")
        #expect(printed.contains(" 0 failed, "), "\(printed)")
    }
}
