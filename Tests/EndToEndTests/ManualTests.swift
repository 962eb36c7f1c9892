import Foundation
import HuddleTestSupport
import Testing

/// The manual pages are written from what help says, and those who know their language find nothing wrong with them.
@Suite struct ManualTests {
    let folder: TemporaryFolder
    private let pages: String

    init() throws {
        folder = try TemporaryFolder()
        pages = folder.path + "/man1"
        try FileManager.default.createDirectory(atPath: pages, withIntermediateDirectories: true)
        let environment = ["HOME": folder.path, "SOURCE_DATE_EPOCH": "1700000000"]
        Team.expect(try Program.huddle.run(["manual", pages], environment: environment, in: folder.path))
        let server = Team.expect(try Program.server.run(["manual"], environment: environment, in: folder.path))
        try Data(server.utf8).write(to: URL(filePath: pages + "/huddle-server.1"))
    }

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: pages).sorted().map { pages + "/" + $0 } }
    }

    @Test func noReaderOfManualPagesComplains() throws {
        defer { folder.remove() }
        let environment = ["PATH": "/usr/bin:/bin", "MANWIDTH": "80", "LC_ALL": "C.UTF-8"]
        #expect(try files.count > 30)
        for (name, words) in [
            ("man", ["--warnings", "-l", "-Tutf8", "-P", "cat"]), ("mandoc", ["-Tlint", "-Wwarning"]),
        ] {
            guard let reader = Program(installed: name) else {
                print("skipped: \(name) is not installed")
                continue
            }
            for file in try files {
                let output = try reader.run(words + [file], environment: environment, in: folder.path)
                let complaints = name == "man" ? output.stderr : output.stdout + output.stderr
                #expect(output.status == 0 && complaints.isEmpty, "\(file)\n\(complaints)")
            }
        }
    }

    @Test func aPageSaysWhatHelpSays() throws {
        defer { folder.remove() }
        guard let man = Program(installed: "man") else { return print("skipped: man is not installed") }
        func text(_ name: String) throws -> String {
            let output = try man.run(
                ["-l", "-P", "cat", pages + "/" + name + ".1"],
                environment: ["PATH": "/usr/bin:/bin", "MANWIDTH": "100", "LC_ALL": "C.UTF-8"], in: folder.path)
            return output.stdout.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let add = try text("huddle-add")
        #expect(add.contains("huddle-add - Write something down.") && add.contains("--customer name"))
        #expect(add.contains("huddle add '! The blades wear out in three weeks customer:Acme #quality'"))
        let overview = try text("huddle")
        for words in [
            "EXIT CODES", "75 another program holds the log", "sync.after-capture", "XDG_CONFIG_HOME", "\\@maria",
        ] {
            #expect(overview.contains(words), "\(words)")
        }
        #expect(try text("huddle-meeting").contains("huddle meeting start"))
        #expect(try text("huddle-server").contains("--behind-proxy"))
    }
}
