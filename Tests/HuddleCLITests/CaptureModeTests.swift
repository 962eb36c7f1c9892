import Foundation
import HuddleCLI
import HuddleCore
import HuddleTestSupport
import Testing

/// Line after line, from a pipe and from somebody who types. It is Monday 2026-11-23.
@Suite struct CaptureModeTests {
    let folder: TemporaryFolder
    var machine: Machine

    init() async throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        await machine.expect("init", "--name", "Maria Silva")
    }

    private func capture(_ text: String, _ more: String...) async -> Machine.Run {
        await machine.huddle((["capture"] + more).map { Array($0.utf8) }, input: Array(text.utf8))
    }

    @Test func aPipeReadsAsBefore() async throws {
        defer { folder.remove() }
        await machine.expect("visit", "start", "Acme Lyon", "--customer", "Acme")
        let run = await capture(
            """
            \u{feff}! The guard door jams #quality\r

            - Send blades due:frday
            /owner maria
            /due fri
            - Send blades
            - Call them @jo due:2026-12-01
            /etc/hosts is wrong
            /ownr
            /owner
            /due
            wrong
            /undo
            /list
            > Blades in May to:Bolt
            """)
        try Golden.expect(run.out + run.err + "[\(run.code.rawValue)]\n", "capture.txt")
        #expect(run.code == .usage)
    }

    @Test func aLineThatIsNotTextIsNamedAndTheRestIsKept() async throws {
        defer { folder.remove() }
        let run = await machine.huddle(
            [Array("capture".utf8)], input: Array("one\n".utf8) + [0xff, 0x0a] + Array("three".utf8))
        #expect(run.code == .badData && run.err.contains("line 2: Line 2 is not valid UTF-8"))
        #expect(run.err.hasSuffix("2 entries saved, 1 line not.\n"))
        let long = await capture(String(repeating: "x", count: 70_000) + "\nshort\n")
        #expect(long.code == .badData && long.err.contains("line 1: The text has 70000 bytes"))
        #expect(await machine.expect("list").split(separator: "\n").count == 4)
    }

    @Test func jsonIsOneArrayOfWhatWasSaved() async throws {
        defer { folder.remove() }
        let run = await capture("! one\n/list\n- two @me\n", "--json")
        let array = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [[String: Any]])
        #expect(array.map { $0["text"] as? String } == ["one", "two"])
        #expect(await capture("", "--json").out == "[]\n")
    }

    @Test func whoeverTypesMendsALineAndEndsWell() async throws {
        defer { folder.remove() }
        var typing = machine
        typing.columns = 80
        typing.answer = "y"
        typing.typed = ["! door due:soon", "! door", "/undo", "/undo", "- blades", "/end", "never read"].map {
            .line(Array($0.utf8))
        }
        await typing.expect("visit", "start", "Acme Lyon")
        let run = await typing.huddle("capture")
        #expect(run.code == .success, "the mistakes were seen")
        #expect(run.err.contains("Taken back: door") && run.err.contains("Nothing was captured here yet"))
        #expect(run.err.contains("End it too? [y/N]") && run.out.contains("ended after"))
        #expect(run.err.hasSuffix("1 entry saved.\n"))
        #expect(await machine.huddle("visit").code == .notFound)
        #expect(await !machine.expect("list").contains("never read"))
    }

    @Test func undoLeavesWhatOthersWroteMeanwhile() async throws {
        defer { folder.remove() }
        #expect(await capture("one\ntwo\n/undo\n/undo\n/undo\n").err.contains("line 5: Nothing was captured here yet"))
        #expect(await machine.expect("list").isEmpty)
    }
}
