import Foundation
import HuddleTestSupport
import Testing

/// Disks that answer with an error, or are full.
@Suite(.enabled(if: Fault.areHere, "no shim in front of the C library here"), .serialized)
struct FaultDiskTests {
    @Test func nothingIsConfirmedBeforeTheDiskHasIt() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("init", "--name", "Maria"))
        let path = folder.path + "/calls"
        Team.expect(try maria.huddle("add", "kept", environment: Fault.noting(in: path)))
        let calls = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let written = try #require(calls.lastIndex { $0.hasPrefix("write") && $0.hasSuffix("log.sqlite-wal") })
        let synced = try #require(calls.lastIndex { $0.hasPrefix("sync") && $0.hasSuffix("log.sqlite-wal") })
        let told = try #require(calls.lastIndex { $0.hasPrefix("write") && !$0.contains("/maria/") })
        #expect(written < synced && synced < told)
    }

    @Test(arguments: [Fault.Calls.sync, .write])
    func aDiskErrorIsToldAndNothingIsConfirmed(_ calls: Fault.Calls) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("init", "--name", "Maria"))
        var confirmed: Set<String> = []
        var failures = 0
        for call in stride(from: 1, through: 40, by: calls == .sync ? 1 : 3) {
            let fault = Fault(kind: .inputOutputError, call: call, calls: calls)
            let output = try maria.huddle("add", "call \(call)", environment: fault.environment)
            if output.status == 0 {
                confirmed.insert("call \(call)")
            } else {
                failures += 1
                #expect(output.status == 74, "call \(call): \(output.stderr)")
                #expect(output.stderr.contains("disk") || output.stderr.contains("output"), "\(output.stderr)")
                #expect(calls == .write || output.stdout.isEmpty)
            }
            #expect(try Set(maria.texts()).isSuperset(of: confirmed), "after call \(call)")
        }
        #expect(failures >= 1)
        Team.expect(try maria.huddle("add", "after all"))
    }

    /// Whatever cannot be written any more, what was written can be read.
    @Test func aFullDiskStopsWritingAndNotReading() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("init", "--name", "Maria"))
        Team.expect(try maria.huddle("add", "kept"))
        for call in [1, 2, 5, 9, 12, 20, 30] {
            let full = Fault(kind: .full, call: call).environment
            let output = try maria.huddle("add", "not kept", environment: full)
            #expect(output.status == 74, "call \(call)")
            #expect(output.stderr.contains("is full") && output.stderr.contains("was not saved"), "\(output.stderr)")
            let list = try maria.huddle("list", environment: full)
            #expect(Team.expect(list).contains("kept"), "call \(call)")
            #expect(!list.stdout.contains("not kept"), "call \(call)")
        }
        Team.expect(try maria.huddle("add", "after all"))
        #expect(try maria.texts() == ["after all", "kept"])
    }
}
