import Foundation
import HuddleTestSupport
import Testing

/// Eight programs write into one log at once: each waits its turn, and none is refused.
@Test func eightProcessesCaptureAtOnce() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let maria = try Machine("maria", in: folder)
    Team.expect(try maria.huddle("init", "--name", "Maria"))
    // 1,000 each is the whole of it, and takes minutes with programs that are not optimised.
    let each = Extent.number("HUDDLE_CROWD_ENTRIES", otherwise: 25)
    let script = #"for i in $(seq "$2"); do "$0" add "writer $1 entry $i" || exit 1; done"#
    let messages = folder.path + "/messages"
    try Data().write(to: URL(filePath: messages))
    let writers = try (1...8).map { writer in
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script, Program.huddle.url.path, String(writer), String(each)]
        process.environment = ["HUDDLE_HOME": maria.home, "PATH": "/usr/bin:/bin"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: URL(filePath: messages))
        try process.run()
        return process
    }
    for writer in writers { writer.waitUntilExit() }
    let said = try String(contentsOfFile: messages, encoding: .utf8)
    #expect(writers.allSatisfy { $0.terminationStatus == 0 }, "\(said)")
    let texts = try maria.texts()
    #expect(texts.count == 8 * each)
    #expect(Set(texts).count == 8 * each)
}
