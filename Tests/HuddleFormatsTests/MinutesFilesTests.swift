import Foundation
import HuddleCore
import HuddleFormats
import Testing

/// Holds the reader against real minutes, which stand beside the project and are no part of it.
@Suite struct MinutesFilesTests {
    @Test(.enabled(if: MinutesFolder.exists, "skipped: there is no folder ../shared/minutes"))
    func takesFromEveryFileWhatACarefulReaderTakes() throws {
        var seen: [String] = []
        for name in try MinutesFolder.fileNames() {
            let minutes = try MinutesReader().read(try MinutesFolder.bytes(name), name: name)
            let rows = Self.rows(minutes)
            seen.append(name)
            #expect(rows == Self.expected[name], "\(name)")
        }
        #expect(seen == Self.expected.keys.sorted())
        #expect(Self.count("  +") == 60)
        #expect(Self.count("  -") == 37)
    }

    @Test(.enabled(if: MinutesFolder.exists, "skipped: there is no folder ../shared/minutes"))
    func everyFileBecomesDraftsWithIdsOfTheirOwn() throws {
        var meetings: Set<RecordID> = []
        var actions: Set<RecordID> = []
        for name in try MinutesFolder.fileNames() {
            let minutes = try MinutesReader().read(try MinutesFolder.bytes(name), name: name)
            let drafts = try MinutesDrafts(minutes, hash: testHash)
            meetings.insert(drafts.meeting.id)
            actions.formUnion(drafts.actions.map(\.id))
            #expect(drafts == (try MinutesDrafts(minutes, hash: testHash)))
        }
        #expect(meetings.count == 55)
        #expect(actions.count == 60)
    }

    private static func rows(_ minutes: Minutes) -> [String] {
        let head = "\(minutes.fileName) \(minutes.day?.text ?? "-") \(minutes.people.count)"
        let actions = minutes.actions.map { action in
            let hash = shortHash(action.text + "|" + (action.topic ?? ""))
            let owners = action.owners.isEmpty ? "" : " " + action.owners.joined(separator: ", ")
            return "  + \(action.line)\(action.isDone ? " done" : "") \(hash)\(owners)"
        }
        return [head] + actions + minutes.skipped.map { "  - \($0.line) \($0.reason.rawValue)" }
    }

    private static let expected: [String: [String]] = {
        var files: [String: [String]] = [:]
        var current = ""
        for row in MinutesTable.text.split(separator: "\n").map(String.init) {
            if !row.hasPrefix(" ") { current = String(row.prefix { $0 != " " }) }
            files[current, default: []].append(row)
        }
        return files
    }()

    private static func count(_ prefix: String) -> Int {
        expected.values.joined().count { $0.hasPrefix(prefix) }
    }
}

/// `HUDDLE_MINUTES`, or `shared/minutes` beside the project.
enum MinutesFolder {
    static let url: URL = {
        if let path = ProcessInfo.processInfo.environment["HUDDLE_MINUTES"] { return URL(fileURLWithPath: path) }
        let project = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return project.deletingLastPathComponent().appendingPathComponent("shared/minutes")
    }()

    static var exists: Bool { FileManager.default.fileExists(atPath: url.path) }

    static func fileNames() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.path)
            .filter { $0.hasPrefix("20") && $0.hasSuffix(".md") }.sorted()
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url.appendingPathComponent(name)))
    }
}
