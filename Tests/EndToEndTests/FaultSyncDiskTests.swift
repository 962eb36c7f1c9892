import Foundation
import HuddleTestSupport
import Testing

/// Disks that answer with an error while something is synced: on a client, and on the server.
@Suite(.enabled(if: Fault.areHere, "no shim in front of the C library here"), .serialized)
struct FaultSyncDiskTests {
    private let folder: TemporaryFolder
    private let team: Team
    private let maria: Machine
    private let jo: Machine

    init() throws {
        folder = try TemporaryFolder()
        team = try Team(folder)
        maria = try Machine("maria", in: folder)
        jo = try Machine("jo", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try jo.huddle("join", try team.invite("Jo Weber", department: "production")))
        for machine in [maria, jo] { Team.expect(try machine.huddle("sync")) }
    }

    private func leave() {
        team.server.stop()
        folder.remove()
    }

    /// What was settled leaves the outbox, and nobody is told before the disk has it.
    @Test func aSyncTellsNothingBeforeTheDiskHasIt() throws {
        defer { leave() }
        Team.expect(try jo.huddle("add", "from Jo"))
        Team.expect(try jo.huddle("sync"))
        Team.expect(try maria.huddle("add", "from Maria"))
        let path = folder.path + "/calls"
        Team.expect(try maria.huddle("sync", environment: Fault.noting(in: path)))
        let calls = try Call.all(in: path)
        let log = { (call: Call) in call.path.hasSuffix("/log.sqlite-wal") }
        let written = try #require(calls.lastIndex { $0.kind == "write" && log($0) })
        let synced = try #require(calls.lastIndex { $0.kind == "sync" && log($0) })
        let told = try #require(
            calls.firstIndex { $0.kind == "write" && $0.path.hasPrefix(folder.path) && !$0.path.contains("/maria/") })
        #expect(written < synced && synced < told, "\(calls)")
        #expect(try maria.state().unsettled == 0)
    }

    /// The answer is what confirms: it leaves when the log's journal was flushed, and not before.
    @Test func aServerAnswersOnlyWhatItsDiskHas() throws {
        defer { folder.remove() }
        team.server.stop()
        let path = folder.path + "/calls"
        let server = try RunningServer(
            data: team.server.data, listen: listen, environment: Fault.noting(in: path))
        defer { server.stop() }
        Team.expect(try maria.huddle("add", "from Maria"))
        let before = try Call.all(in: path).count
        Team.expect(try maria.huddle("sync"))
        let calls = Array(try Call.all(in: path).dropFirst(before))
        let space = { (call: Call) in call.path.contains("/spaces/") && call.path.hasSuffix("-wal") }
        let written = try #require(calls.lastIndex { $0.kind == "write" && space($0) }, "\(calls)")
        let synced = try #require(calls.lastIndex { $0.kind == "sync" && space($0) }, "\(calls)")
        let answered = try #require(calls.firstIndex { $0.path.hasPrefix("socket:") }, "\(calls)")
        #expect(written < synced && synced < answered, "\(calls)")
    }

    /// Each flush of a client's sync fails once: what waits goes on waiting, or is settled, and nothing is lost.
    @Test func aFlushThatFailsInASyncLosesNothing() throws {
        defer { leave() }
        var written: Set<String> = []
        var failures = 0
        for call in 1...20 {
            for (machine, name) in [(maria, "Maria"), (jo, "Jo")] {
                Team.expect(try machine.huddle("add", "\(name) \(call)"))
                written.insert("\(name) \(call)")
            }
            Team.expect(try jo.huddle("sync"))
            let before = try maria.state()
            let fault = Fault(kind: .inputOutputError, call: call, calls: .sync)
            let output = try maria.huddle("sync", environment: fault.environment)
            if output.status == 0 { break }
            failures += 1
            #expect(output.status == 74 && output.stdout.isEmpty, "call \(call): \(output.stderr)")
            #expect(output.stderr.contains("disk") || output.stderr.contains("output"), "\(output.stderr)")
            let after = try maria.state()
            #expect(
                after.unsettled == before.unsettled || after.seq > before.seq,
                "call \(call): what left the outbox was read back from the log")
            #expect(try Set(maria.texts()).isSuperset(of: written.filter { $0.hasPrefix("Maria") }), "call \(call)")
            try syncAndExpect(written, "call \(call)")
        }
        #expect(failures >= 1)
        try syncAndExpect(written, "in the end")
    }

    /// Each flush of a server fails once, from when it listens to its answer.
    @Test func aServerWhoseFlushFailsConfirmsNothing() throws {
        defer { folder.remove() }
        team.server.stop()
        var written: Set<String> = ["Maria 0"]
        var failures = 0
        for call in try flushesOfAServer(taking: "Maria 0") {
            Team.expect(try maria.huddle("add", "Maria \(call)"))
            written.insert("Maria \(call)")
            let head = try team.server.head
            let fault = Fault(kind: .inputOutputError, call: call, calls: .sync).environment
            let server = try RunningServer(data: team.server.data, listen: listen, environment: fault)
            defer { server.stop() }
            let before = try maria.state()
            let output = try maria.huddle("sync")
            if output.status != 0 {
                failures += 1
                #expect(output.status == 69 && output.stderr.contains("Nothing is lost"), "\(output.stderr)")
                #expect(try maria.state() == before, "call \(call): the outbox and the cursor stay as they were")
                #expect(try team.server.head == head, "call \(call)")
            }
            // The disk is well again, and the server still runs.
            try syncAndExpect(written, "call \(call)")
        }
        #expect(failures >= 1)
    }

    /// Which of its flushes a server makes between its start and the answer that confirms a change.
    private func flushesOfAServer(taking text: String) throws -> ClosedRange<Int> {
        let path = folder.path + "/calls"
        let server = try RunningServer(data: team.server.data, listen: listen, environment: Fault.noting(in: path))
        defer { server.stop() }
        let before = try Call.all(in: path).count { $0.kind == "sync" }
        Team.expect(try maria.huddle("add", text))
        Team.expect(try maria.huddle("sync"))
        return before + 1...(try Call.all(in: path).count { $0.kind == "sync" })
    }

    private var listen: String { String(team.server.address.trimmingPrefix("http://")) }

    private func syncAndExpect(_ written: Set<String>, _ when: Comment) throws {
        for machine in [maria, jo, maria] {
            let told = Team.expect(try machine.huddle("sync", "--json"))
            #expect(told.contains("\"historyChanged\":false"), "\(when): \(told)")
        }
        #expect(try maria.state().unsettled == 0, when)
        let lists = [Team.expect(try maria.huddle("list", "--json")), Team.expect(try jo.huddle("list", "--json"))]
        #expect(lists[0] == lists[1], when)
        let texts = try jo.texts()
        #expect(Set(texts) == written && texts.count == written.count, when)
    }
}
