import Foundation
import HuddleTestSupport
import Testing

/// The tour in README.md, read from there and run: every command with the real programs, each person in a fresh home, against a
/// real server.
@Suite struct TourTests {
    /// A fenced block of the tour: who types it, and what.
    private struct Block {
        let who: String
        var lines: [String] = []
    }

    private let folder: TemporaryFolder
    private let blocks: [Block]

    init() throws {
        folder = try TemporaryFolder()
        let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: top.appending(path: "README.md"), encoding: .utf8)
        let start = try #require(text.range(of: "## Five minutes to a synced team"))
        let end = try #require(text.range(of: "\n## ", range: start.upperBound..<text.endIndex))
        blocks = try Self.blocks(in: text[start.upperBound..<end.lowerBound])
    }

    private static func blocks(in text: Substring) throws -> [Block] {
        var blocks: [Block] = []
        var open: Block?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let block = open, line == "```" {
                blocks.append(block)
                open = nil
            } else if open != nil {
                open?.lines.append(String(line))
            } else if line.hasPrefix("```") {
                let words = line.split(separator: " ")
                open = Block(who: try #require(words.count == 2 && words[0] == "```sh" ? String(words[1]) : nil))
            }
        }
        #expect(open == nil)
        return blocks
    }

    /// As somebody would type it into bash, in a home of their own.
    private func run(_ line: String, as who: String) throws -> String {
        let bash = try #require(Program(installed: "bash"))
        let home = folder.path + "/" + who
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        let output = try bash.run(
            ["-c", "cd && \(line)"],
            environment: [
                "HOME": home, "PATH": Program.huddle.url.deletingLastPathComponent().path + ":/usr/bin:/bin",
            ],
            in: folder.path)
        #expect(output.status == 0, "\(line)\n\(output.stdout)\(output.stderr)")
        #expect(!output.stderr.contains("huddle: "), "\(line)\n\(output.stderr)")
        return output.stdout
    }

    @Test func everyCommandOfTheTourDoesWhatItSays() throws {
        defer { folder.remove() }
        #expect(blocks.map(\.lines.count).reduce(0, +) > 25 && blocks.first?.who == "server")
        let serve = try #require(blocks.first?.lines.first)
        #expect(serve == "huddle-server serve --data ~/huddle-data --listen 127.0.0.1:8787")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/admin", withIntermediateDirectories: true)
        let server = try RunningServer(data: folder.path + "/admin/huddle-data")
        defer { server.stop() }
        var links: [String] = []
        var joined: Set<String> = []
        var answers: [String: String] = [:]
        for block in blocks.dropFirst() {
            for line in block.lines {
                let isJoining = line.hasPrefix("huddle join ")
                if isJoining { joined.insert(block.who) }
                let link = isJoining ? links[block.who == "maria" ? 0 : 1] : ""
                let answer = try run(isJoining ? "huddle join '\(link)'" : line, as: block.who)
                if line.hasPrefix("huddle-server member add") {
                    links.append(answer.trimmingCharacters(in: .whitespacesAndNewlines))
                }
                answers[block.who + ": " + line] = answer
            }
        }
        #expect(joined == ["maria", "jo"])
        #expect(answers["jo: huddle list --owner \"Jo Weber\" --status open"]?.contains("Measure the hinges") == true)
        #expect(answers["jo: huddle export actions"]?.contains("Measure the hinges") == true)
        #expect(answers["maria: huddle visit end"]?.contains("Acme Lyon") == true)
        #expect(answers["maria: huddle status --short"]?.isEmpty == true)
    }
}
