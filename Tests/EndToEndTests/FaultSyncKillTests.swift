import Foundation
import HuddleTestSupport
import Testing

/// kill −9 on either side of a sync: the next one goes on, and both sides come to the same lists.
@Suite(.enabled(if: Fault.areHere, "no shim in front of the C library here"), .serialized)
struct FaultSyncKillTests {
    private static let mostCalls = 5000
    private static let isWhole = Extent.number("HUDDLE_FAULT_WHOLE", otherwise: 0) > 0

    @Test func aSyncThatIsCutShortGoesOn() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let team = try Team(folder)
        defer { team.server.stop() }
        let (maria, jo) = try join(team)
        var written: Set<String> = []
        var killed = 0
        for call in stride(from: 1, to: Self.mostCalls, by: Self.isWhole ? 1 : 7) {
            written.formUnion(try capture(call, maria, jo))
            Team.expect(try jo.huddle("sync"))
            let kind: Fault.Kind = call % 2 == 0 ? .kill : .tear
            let output = try maria.huddle("sync", environment: Fault(kind: kind, call: call).environment)
            #expect(try Set(maria.texts()).isSuperset(of: written.filter { $0.hasPrefix("Maria") }), "call \(call)")
            if output.status == 0 { break }
            #expect(output.wasKilled, "call \(call): \(output.stderr)")
            killed += 1
            try expectUnhealed([maria, jo], "call \(call)")
            try expectEqual(maria, jo, written, "call \(call)")
        }
        #expect(killed > 5)
        try expectUnhealed([maria, jo], "in the end")
        try expectEqual(maria, jo, written, "in the end")
    }

    @Test func aServerThatIsCutShortInACommitKeepsWhatItConfirmed() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let team = try Team(folder)
        let (maria, jo) = try join(team)
        let listen = String(team.server.address.trimmingPrefix("http://"))
        team.server.stop()
        var written: Set<String> = []
        var killed = 0
        for call in stride(from: 1, to: Self.mostCalls, by: Self.isWhole ? 1 : 9) {
            written.formUnion(try capture(call, maria, jo))
            let kind: Fault.Kind = call % 2 == 0 ? .kill : .tear
            let environment = Fault(kind: kind, call: call).environment
            // It may already die while it starts, and then there is nobody to sync with.
            let faulty = try? RunningServer(data: team.server.data, listen: listen, environment: environment)
            let output = try maria.huddle("sync")
            let isOver = output.status == 0
            if isOver { faulty?.stop() } else { faulty?.kill() }
            killed += isOver ? 0 : 1
            #expect(isOver || output.status == 69, "call \(call): \(output.stderr)")
            #expect(isOver || output.stderr.contains("Nothing is lost"))

            let confirmed = max(try maria.state().seq, try jo.state().seq)
            #expect(try team.server.head >= confirmed, "call \(call): what was confirmed is in the server's log")
            let server = try RunningServer(data: team.server.data, listen: listen)
            defer { server.stop() }
            try expectUnhealed([maria, jo, maria], "call \(call)")
            try expectEqual(maria, jo, written, "call \(call)")
            if isOver { break }
        }
        #expect(killed > 5)
    }

    /// What the tests above look at shows a loss: here the server goes on from files that are a sync older.
    @Test func aLossThatClientsHealDoesNotGoUnnoticed() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let team = try Team(folder)
        let (maria, jo) = try join(team)
        let listen = String(team.server.address.trimmingPrefix("http://"))
        Team.expect(try maria.huddle("sync"))
        team.server.stop()
        let older = try folder.newPath("older")
        try FileManager.default.copyItem(atPath: team.server.data, toPath: older)
        let running = try RunningServer(data: team.server.data, listen: listen)
        Team.expect(try maria.huddle("add", "Maria"))
        Team.expect(try maria.huddle("sync"))
        running.stop()
        try FileManager.default.removeItem(atPath: team.server.data)
        try FileManager.default.moveItem(atPath: older, toPath: team.server.data)
        #expect(try team.server.head < maria.state().seq)
        let server = try RunningServer(data: team.server.data, listen: listen)
        defer { server.stop() }
        withKnownIssue { try expectUnhealed([maria, jo], "a sync older") }
        try expectUnhealed([maria, jo], "healed")
        try expectEqual(maria, jo, ["Maria"], "healed")
    }

    private func join(_ team: Team) throws -> (Machine, Machine) {
        let maria = try Machine("maria", in: team.folder)
        let jo = try Machine("jo", in: team.folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try jo.huddle("join", try team.invite("Jo Weber", department: "production")))
        return (maria, jo)
    }

    private func capture(_ call: Int, _ maria: Machine, _ jo: Machine) throws -> [String] {
        let texts = ["Maria \(call)", "Jo \(call)"]
        Team.expect(try maria.huddle("add", texts[0]))
        Team.expect(try jo.huddle("add", texts[1]))
        return texts
    }

    /// The clients hold everything, and send a server again what it lost. That would hide what it lost: nothing may have to be.
    private func expectUnhealed(_ machines: [Machine], _ when: Comment) throws {
        for machine in machines {
            let told = Team.expect(try machine.huddle("sync", "--json"))
            #expect(told.contains("\"historyChanged\":false"), when)
        }
    }

    private func expectEqual(_ maria: Machine, _ jo: Machine, _ written: Set<String>, _ when: Comment) throws {
        let (left, right) = (try maria.huddle("list", "--json"), try jo.huddle("list", "--json"))
        #expect(Team.expect(left) == Team.expect(right), when)
        let texts = try maria.texts()
        #expect(Set(texts) == written && texts.count == written.count, when)
    }
}
