import Foundation
import HuddleTestSupport
import Testing

/// kill −9 at whatever a program writes or syncs: what was confirmed is there, and everything goes on by itself.
@Suite(.enabled(if: Fault.areHere, "no shim in front of the C library here"), .serialized)
struct FaultKillTests {
    /// More calls than any of these commands makes: a loop that comes this far never ends.
    private static let mostCalls = 5000

    /// Every point where a kill is tried in these tests, instead of some: slow.
    private static let isWhole = Extent.number("HUDDLE_FAULT_WHOLE", otherwise: 0) > 0

    @Test(arguments: [Fault.Kind.kill, .tear])
    func aCaptureIsSavedWholeOrNotAtAll(_ kind: Fault.Kind) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("init", "--name", "Maria"))
        var confirmed: Set<String> = []
        var tried: Set<String> = []
        for call in stride(from: 1, to: Self.mostCalls, by: kind == .kill || Self.isWhole ? 1 : 3) {
            let text = "\(kind) \(call)"
            tried.insert(text)
            let output = try maria.huddle("add", text, environment: Fault(kind: kind, call: call).environment)
            if output.status == 0 || output.stdout.contains("\n") { confirmed.insert(text) }
            let texts = try maria.texts()
            #expect(Set(texts).isSuperset(of: confirmed), "after call \(call)")
            #expect(Set(texts).isSubset(of: tried) && Set(texts).count == texts.count, "after call \(call)")
            if output.status == 0 { break }
            #expect(output.wasKilled, "call \(call): \(output.stderr)")
        }
        #expect(confirmed.count == 1 && tried.count > 10, "the command came through in the end")
    }

    /// The log's own tidying up, which moves many pages, is cut short again and again.
    @Test func aCheckpointCutShortLosesNothing() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("init", "--name", "Maria"))
        let captured = try fillJournal(of: maria)
        // The first one is met where an ordinary capture would long have ended; from then on each capture tries again.
        var killed = 0
        var call = 80
        for attempt in 1...Self.mostCalls {
            let kind: Fault.Kind = attempt % 2 == 0 ? .kill : .tear
            let output = try maria.huddle(
                "add", "check \(attempt)", environment: Fault(kind: kind, call: call).environment)
            #expect(Set(try maria.texts()).isSuperset(of: captured), "after call \(call)")
            if output.status == 0, killed > 0 { break }
            if output.wasKilled {
                killed += 1
                call = killed == 1 ? 40 : call + (Self.isWhole ? 1 : 1 + call / 4)
            }
        }
        #expect(killed > 5)
        Team.expect(try maria.huddle("add", "after all"))
        #expect(try maria.texts().contains("after all"))
    }

    @Test func aLogThatWasBegunIsBegunAgain() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for call in stride(from: 1, to: Self.mostCalls, by: Self.isWhole ? 1 : 9) {
            let maria = try Machine("maria\(call)", in: folder)
            let output = try maria.huddle(
                "init", "--name", "Maria", environment: Fault(kind: .kill, call: call).environment)
            // Begun or not: whoever types it again has a log, and is told the truth.
            let again = try maria.huddle("init", "--name", "Maria")
            #expect(again.status == 0 || again.status == 73, "after call \(call): \(again.stderr)")
            Team.expect(try maria.huddle("add", "first"))
            #expect(try maria.texts() == ["first"], "after call \(call)")
            if output.status == 0 { return }
            #expect(output.wasKilled, "call \(call): \(output.stderr)")
        }
        Issue.record("it never came through")
    }

    /// Imports until SQLite, within the next few captures, moves pages from the journal into the database.
    private func fillJournal(of machine: Machine) throws -> Set<String> {
        let log = try #require(try FileManager.default.contentsOfDirectory(atPath: machine.home + "/logs").first)
        let journal = "\(machine.home)/logs/\(log)/log.sqlite-wal"
        let framesUntilCheckpoint = 1000
        let bytesPerFrame = 4096 + 24
        var count = 0
        while try journalBytes(journal) < (framesUntilCheckpoint - 60) * bytesPerFrame {
            count += 1
            let path = "\(machine.folder)/Line \(count).md"
            let actions = (1...60).map { "- Action: \(count).\($0) \(String(repeating: "long ", count: 40))" }
            try Data(actions.joined(separator: "\n").utf8).write(to: URL(filePath: path))
            Team.expect(try machine.huddle("import", "minutes", path))
        }
        #expect(try journalBytes(journal) < framesUntilCheckpoint * bytesPerFrame)
        let texts = Set(try machine.texts())
        #expect(texts.count == 60 * count)
        return texts
    }

    private func journalBytes(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }
}
