import Foundation
import HuddleTestSupport
import Testing

/// A network that cuts, delays, repeats and answers for others: a sync says what happened, and the next one goes on.
@Suite(.serialized)
struct FaultProxyTests {
    private struct Stage {
        let team: Team
        let proxy: FaultProxy
        let maria: Machine
        let jo: Machine

        /// Maria goes through the proxy, Jo does not.
        init(_ folder: TemporaryFolder) throws {
            team = try Team(folder)
            proxy = try FaultProxy(to: team.server.address)
            maria = try Machine("maria", in: folder)
            jo = try Machine("jo", in: folder)
            let link = try team.invite("Maria Silva").replacing(team.server.address, with: proxy.address)
            Team.expect(try maria.huddle("join", link))
            Team.expect(try jo.huddle("join", try team.invite("Jo Weber")))
        }

        func stop() {
            proxy.stop()
            team.server.stop()
        }

        func expectFailure(_ code: Int32, _ what: Comment) throws {
            let output = try maria.huddle("sync")
            #expect(output.status == code, "\(what): \(output.stderr)")
            #expect(output.stderr.contains("othing is lost"), "\(what): \(output.stderr)")
        }

        /// Both come to everything that either wrote, each entry once.
        func expectHealed(_ count: Int) throws {
            proxy.spoil(.none)
            Team.expect(try maria.huddle("sync"))
            Team.expect(try jo.huddle("sync"))
            Team.expect(try maria.huddle("sync"))
            #expect(try Team.expect(maria.huddle("list", "--json")) == Team.expect(jo.huddle("list", "--json")))
            let texts = try maria.texts()
            #expect(texts.count == count && Set(texts).count == count, "\(texts)")
        }
    }

    @Test func aCutConnectionLosesNothing() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let stage = try Stage(folder)
        defer { stage.stop() }
        var count = 0
        for bytes in [0, 1, 60, 300, 420] {
            Team.expect(try stage.maria.huddle("add", "call \(bytes)"))
            Team.expect(try stage.jo.huddle("add", "beside \(bytes)"))
            count += 2
            Team.expect(try stage.jo.huddle("sync"))
            stage.proxy.spoil(.cutCall(after: bytes))
            try stage.expectFailure(69, "call cut after \(bytes)")
            stage.proxy.spoil(.cutAnswer(after: bytes))
            try stage.expectFailure(69, "answer cut after \(bytes)")
        }
        try stage.expectHealed(count)
    }

    @Test func aCallThatArrivesThreeTimesCountsOnce() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let stage = try Stage(folder)
        defer { stage.stop() }
        stage.proxy.spoil(.repeated(3))
        for number in 1...3 {
            Team.expect(try stage.maria.huddle("add", "entry \(number)"))
            Team.expect(try stage.maria.huddle("sync"))
        }
        try stage.expectHealed(3)
    }

    @Test func aSignInPageIsNoServer() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let stage = try Stage(folder)
        defer { stage.stop() }
        Team.expect(try stage.maria.huddle("add", "kept"))
        let page = "<html><body>Please \u{1b}[31mpay</body></html>"
        let length = "content-length: \(page.utf8.count)\r\nconnection: close\r\n\r\n" + page
        let answers: [(answer: String, code: Int32)] = [
            ("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n" + length, 76),
            ("HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\n" + length, 76),
            ("HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-encoding: gzip\r\n" + length, 76),
            ("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-type: text/html\r\n" + length, 76),
            ("HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\n" + length, 76),
            ("SSH-2.0-OpenSSH_9.2\r\n", 69),
        ]
        for (answer, code) in answers {
            stage.proxy.spoil(.replaced(by: answer))
            try stage.expectFailure(code, "\(answer.prefix(60))")
        }
        try stage.expectHealed(1)
    }

    /// While one sync waits for its answer, the log is used, and synced from another window.
    @Test func aDelayedAnswerIsStillWelcome() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let stage = try Stage(folder)
        defer { stage.stop() }
        Team.expect(try stage.maria.huddle("add", "before"))
        stage.proxy.spoil(.held)
        let late = Program.huddle.makeProcess(["sync"], ["HUDDLE_HOME": stage.maria.home])
        late.standardOutput = FileHandle.nullDevice
        let messages = folder.path + "/late"
        try Data().write(to: URL(filePath: messages))
        late.standardError = try FileHandle(forWritingTo: URL(filePath: messages))
        try late.run()
        stage.proxy.waitForHeld()
        stage.proxy.spoil(.none)
        Team.expect(try stage.maria.huddle("add", "meanwhile"))
        Team.expect(try stage.maria.huddle("sync"))
        stage.proxy.letGo()
        late.waitUntilExit()
        let said = try String(contentsOfFile: messages, encoding: .utf8)
        #expect(late.terminationStatus == 0, "\(said)")
        try stage.expectHealed(2)
    }
}
