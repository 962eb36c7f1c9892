import Foundation
import HuddleCore
import HuddleTestSupport
import Testing

/// Callers who mean no good, against the real server.
@Suite(.serialized) struct FaultTrafficTests {
    @Test func athousandTricklingConnectionsAndBombsLeaveRoomForAClient() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let team = try Team(folder)
        defer { team.server.stop() }
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        Team.expect(try maria.huddle("sync"))
        let before = try team.server.residentBytes

        // Each sends a little of a request, and a little more now and then.
        let trickles = try (0..<1000).map { number in
            let connection = try RawConnection(to: team.server.address, from: "127.0.0.\(2 + number % 4)")
            connection.send("POST /v1/join HTTP/1.1\r\nHost: huddle\r\n")
            return connection
        }
        let bomb = try Bomb(in: folder)
        let token = try maria.token()
        for round in 0..<5 {
            for trickle in trickles { trickle.send("X-\(round): y\r\n") }
            for _ in 0..<4 {
                let answer = try RawConnection(to: team.server.address, from: "127.0.0.9")
                answer.send(bomb.request(space: token.space, token: token.token))
                let text = answer.readToEnd()
                #expect(text.hasPrefix("HTTP/1.1 413") && text.contains("too_large"), "\(text.prefix(300))")
            }
            Team.expect(try maria.huddle("add", "note \(round)"))
            let sync = try maria.huddle("sync")
            #expect(sync.status == 0 && sync.stdout.contains("Sent 1"), "\(sync.stderr)")
        }
        let growth = try team.server.residentBytes - before
        #expect(growth < 160 * 1024 * 1024, "\(growth) bytes")
        let closed = trickles.filter {
            _ = $0.readToEnd(quietSeconds: Int(Limits.headerSeconds) + 5); return $0.isClosed
        }
        #expect(closed.count == 1000, "whoever asks nothing is cut off")
    }

    @Test func oneAddressTakesOnlyItsShareOfTheConnections() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let server = try RunningServer(
            data: folder.path + "/server", environment: ["HUDDLE_CONNECTIONS_PER_ADDRESS": "10"])
        defer { server.stop() }
        let many = try (0..<14).map { _ in try RawConnection(to: server.address, from: "127.0.0.2") }
        for connection in many {
            connection.send("GET /health/live HTTP/1.1\r\nHost: huddle\r\nConnection: close\r\n\r\n")
        }
        #expect(many.count { $0.readToEnd().contains("live") } == 10)
        let other = try RawConnection(to: server.address)
        other.send("GET /health/live HTTP/1.1\r\nHost: huddle\r\nConnection: close\r\n\r\n")
        #expect(other.readToEnd().contains("200 OK"))
    }

    @Test(arguments: [
        ("NONSENSE\r\n\r\n", "this is no HTTP"),
        ("GET /\r\n\r\n", "this is no HTTP"),
        (
            "GET /health/live HTTP/1.1\r\nHost: huddle\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n",
            "over their limit"
        ),
        (
            "GET /health/live HTTP/1.1\r\nHost: huddle\r\n\(String(repeating: "X: y\r\n", count: 200))\r\n",
            "over their limit"
        ),
        (
            "POST /v1/join HTTP/1.1\r\nHost: huddle\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "this is no HTTP"
        ),
    ])
    func whatIsNoHTTPIsAnsweredWithAProblem(request: String, detail: String) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let server = try RunningServer(data: folder.path + "/server")
        defer { server.stop() }
        let connection = try RawConnection(to: server.address)
        connection.send(request)
        let answer = connection.readToEnd()
        #expect(answer.hasPrefix("HTTP/1.1 400") && answer.contains("application/problem+json"), "\(answer)")
        #expect(answer.contains(detail) && answer.lowercased().contains("x-request-id: "), "\(answer)")
    }

    @Test func aBodyOverItsLimitIsAnsweredAndNotReadToItsEnd() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let server = try RunningServer(data: folder.path + "/server")
        defer { server.stop() }
        let connection = try RawConnection(to: server.address)
        connection.send(
            "POST /v1/join HTTP/1.1\r\nHost: huddle\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n"
        )
        connection.send([UInt8](repeating: 0x20, count: 100_000))
        let answer = connection.readToEnd()
        #expect(answer.hasPrefix("HTTP/1.1 413") && answer.lowercased().contains("connection: close"), "\(answer)")
        #expect(answer.contains("too_large"))
        let isTaken = connection.send([UInt8](repeating: 0x20, count: 50_000_000))
        #expect(!isTaken, "the rest is not wanted")
    }
}

/// 40 MB of blanks, as a body of 40 kB.
private struct Bomb {
    private let body: [UInt8]

    init(in folder: TemporaryFolder) throws {
        let path = folder.path + "/bomb"
        try Data(repeating: 0x20, count: 40_000_000).write(to: URL(filePath: path))
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/gzip")
        gzip.arguments = ["-9", path]
        try gzip.run()
        gzip.waitUntilExit()
        body = Array(try Data(contentsOf: URL(filePath: path + ".gz")))
    }

    func request(space: String, token: String) -> [UInt8] {
        let head = """
            POST /v1/spaces/\(space)/sync HTTP/1.1\r
            Host: huddle\r
            Authorization: Bearer \(token)\r
            Content-Type: application/json\r
            Content-Encoding: gzip\r
            Connection: close\r
            Content-Length: \(body.count)\r
            \r

            """
        return Array(head.utf8) + body
    }
}

extension RunningServer {
    /// What the server holds in memory.
    var residentBytes: Int {
        get throws {
            let words = try String(contentsOfFile: "/proc/\(processID)/statm", encoding: .utf8).split(separator: " ")
            return (Int(words[1]) ?? 0) * Int(getpagesize())
        }
    }
}

extension Machine {
    /// What this device shows the server.
    func token() throws -> (space: String, token: String) {
        let names = FileManager.default.enumerator(atPath: home)?.compactMap { $0 as? String } ?? []
        for name in names where name.hasSuffix("server.json") {
            let data = try Data(contentsOf: URL(filePath: home + "/" + name))
            let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
            let status = try huddle("status", "--json")
            let space = try JSONSerialization.jsonObject(with: Data(status.stdout.utf8)) as? [String: Any]
            return ((space?["space"] as? [String: Any])?["id"] as? String ?? "", object?["token"] as? String ?? "")
        }
        throw RawConnection.Broken()
    }
}
