import Foundation
import HuddleTestSupport
import Testing

/// A salvage that cannot be finished, on a full disk or because it was killed.
@Suite(.enabled(if: Fault.areHere, "no shim in front of the C library here"), .serialized)
struct FaultSalvageTests {
    @Test(arguments: [Fault.Kind.full, .kill])
    func aSalvageThatIsCutShortLeavesNoLogAndCanBeAskedForAgain(_ kind: Fault.Kind) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let maria = try Machine.ofMaria(in: folder)
        for number in 1...20 { Team.expect(try maria.huddle("add", "entry \(number)")) }
        let right = try maria.texts()
        let target = folder.path + "/saved"
        var cut = 0
        var call = 1
        while call < 1000 {
            let fault = Fault(kind: kind, call: call).environment
            let output = try maria.huddle("doctor", "--salvage", target, environment: fault)
            let saved = try maria.huddle("list", "--json", "--home", target)
            if output.status == 0 { break }
            // Killed behind its last write, all is there; before that, nothing is.
            if kind == .kill, saved.status == 0 {
                #expect(output.wasKilled, "call \(call)")
                #expect(try Machine("saved", in: folder).texts() == right, "call \(call)")
                try FileManager.default.removeItem(atPath: target)
            } else {
                #expect(kind == .kill ? output.wasKilled : output.status == 74, "call \(call): \(output.stderr)")
                #expect(kind == .kill || output.stderr.contains("is full"), "call \(call): \(output.stderr)")
                #expect(saved.status == 66 && saved.stderr.contains("There is no log"), "call \(call): \(saved.stderr)")
            }
            cut += 1
            call += call < 4 ? 1 : 7
        }
        #expect(cut > 3)
        if kind == .full {
            #expect(try maria.huddle("doctor", "--salvage", target).status == 73, "the one that was whole stays")
            try FileManager.default.removeItem(atPath: target)
            let full = Fault(kind: .full, call: 8).environment
            #expect(try maria.huddle("doctor", "--salvage", target, environment: full).status == 74)
            #expect(try FileManager.default.contentsOfDirectory(atPath: target + "/logs") == [])
            Team.expect(try maria.huddle("doctor", "--salvage", target))
        }
        let saved = try Machine("saved", in: folder)
        #expect(try saved.texts() == right)
        #expect(Team.expect(try saved.huddle("doctor")).hasPrefix("This log is sound."))
        let names = try FileManager.default.contentsOfDirectory(atPath: target + "/logs")
        // Killed after its log was whole and before it was put to use, a salvage leaves that log: it may be somebody's.
        #expect(names.count == 1 || kind == .kill && names.count == 2, "\(names)")
    }
}
