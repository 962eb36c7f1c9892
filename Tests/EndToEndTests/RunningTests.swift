import Foundation
import HuddleTestSupport
import Testing

/// How a server starts, tells of itself, and stops.
@Suite(.serialized) struct RunningTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func joined(_ team: Team) throws -> Machine {
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        return maria
    }

    /// What nobody wants to find in a log: notes, tokens, secrets of links, queries, what stands in addresses and headers.
    @Test(arguments: ["text", "json"])
    func theLogHoldsNothingThatPeopleWroteAndNoSecret(format: String) throws {
        defer { folder.remove() }
        let server = try RunningServer(
            data: folder.path + "/server", ["--log-format", format, "--log-level", "trace"])
        let team = try Team(folder, server)
        let maria = try joined(team)
        Team.expect(try maria.huddle("add", "CANARYnote the door jams", "--customer", "CANARYcustomer"))
        Team.expect(try maria.huddle("sync"))
        let space = try #require(try team.admin("space", "list").stdout.split(separator: " ").first)
        let requests = [
            "GET /health/live?CANARYquery=1 HTTP/1.1\r\nHost: CANARYhost\r\nUser-Agent: CANARYagent\r\n",
            "GET /CANARYpath HTTP/1.1\r\nHost: x\r\nReferer: CANARYreferer\r\n",
            "GET /v1/spaces/\(space)/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer CANARYtoken\r\n",
            "POST /v1/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 14\r\n",
            "CANARYmethod /v1/join HTTP/1.1\r\nHost: x\r\n", "CANARYgarbage\r\n",
        ]
        for request in requests {
            let connection = try RawConnection(to: server.address)
            connection.send(request + "Connection: close\r\n\r\n{\"CANARYbody\":}")
            #expect(connection.readToEnd(quietSeconds: 2).contains("HTTP/1.1"))
        }
        #expect(server.stop() == 0)
        let log = server.log
        #expect(!log.contains("CANARY"), "\(log.split(separator: "\n").filter { $0.contains("CANARY") })")
        let lines = log.split(separator: "\n")
        #expect(lines.count > requests.count)
        for line in lines {
            if format == "json" {
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                #expect(object?["time"] is String && object?["message"] is String, "\(line)")
            }
            if line.contains("answered") { #expect(line.contains("request"), "\(line)") }
        }
    }

    @Test func everyAnswerNamesItsLineInTheLog() throws {
        defer { folder.remove() }
        let server = try RunningServer(data: folder.path + "/server")
        let answers = try ["GET /health/live", "GET /nowhere", "DELETE /join", "POST /v1/join", "nonsense"].map {
            line in
            let connection = try RawConnection(to: server.address)
            connection.send("\(line) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            return connection.readToEnd(quietSeconds: 2)
        }
        #expect(server.stop() == 0)
        for answer in answers {
            let field = answer.split(separator: "\r\n").first { $0.lowercased().hasPrefix("x-request-id: ") }
            let id = try #require(field?.dropFirst("x-request-id: ".count), "\(answer)")
            #expect(server.log.contains("request=\(id)"), "\(answer)")
        }
    }

    @Test func anOpenRequestIsAnsweredAndAListenerIsToldWhenTheServerStops() throws {
        defer { folder.remove() }
        let server = try RunningServer(data: folder.path + "/server")
        let team = try Team(folder, server)
        let maria = try joined(team)
        let (space, token) = try maria.access()
        let listener = try RawConnection(to: server.address)
        listener.send("GET /v1/spaces/\(space)/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n\r\n")
        let call = try RawConnection(to: server.address)
        let body = #"{"cursor":{},"replica":"1"}"#
        call.send(
            "POST /v1/spaces/\(space)/sync HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n{")
        try server.waitForLog("/events")
        server.send(SIGTERM)
        #expect(listener.readToEnd().hasSuffix(": the server stops\n\n\r\n0\r\n\r\n"))
        call.send(String(body.dropFirst()))
        let answer = call.readToEnd()
        #expect(answer.hasPrefix("HTTP/1.1 200") || answer.hasPrefix("HTTP/1.1 400"), "\(answer)")
        #expect(server.stop() == 0)
    }

    @Test func aRequestThatNeverEndsDoesNotKeepItFromStopping() throws {
        defer { folder.remove() }
        let server = try RunningServer(data: folder.path + "/server", ["--stop-seconds", "2"])
        let call = try RawConnection(to: server.address)
        call.send("POST /v1/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
        let health = try RawConnection(to: server.address)
        health.send("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(health.readToEnd().contains("live"))
        let start = ContinuousClock().now
        server.stop()
        #expect(ContinuousClock().now - start < .seconds(20))
        _ = call.isClosed
    }

    @Test func systemdIsToldWhatTheServerDoes() throws {
        defer { folder.remove() }
        let inbox = try DatagramInbox(folder.path + "/notify")
        let server = try RunningServer(
            data: folder.path + "/server",
            environment: ["NOTIFY_SOCKET": inbox.path, "WATCHDOG_USEC": "10000000"])
        #expect(try inbox.next().hasPrefix("READY=1\nSTATUS=Listening on http://127.0.0.1:"))
        #expect(try inbox.next() == "WATCHDOG=1")
        server.send(SIGHUP)
        #expect(try inbox.next(but: "WATCHDOG=1").hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
        #expect(try inbox.next(but: "WATCHDOG=1") == "READY=1")
        #expect(server.stop() == 0, "SIGHUP does not end it")
        #expect(try inbox.next(but: "WATCHDOG=1").hasPrefix("STOPPING=1"))
    }
}

/// The socket that systemd listens on.
private final class DatagramInbox {
    let path: String
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        #if os(Linux)
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        #else
            descriptor = socket(AF_UNIX, SOCK_DGRAM, 0)
        #endif
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 }
        }
        guard isBound else { throw Silence() }
        var timeout = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    func next(but ignored: String = "") throws -> String {
        while true {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &bytes, bytes.count, 0)
            guard count > 0 else { throw Silence() }
            let text = String(decoding: bytes[..<count], as: UTF8.self)
            if text != ignored { return text }
        }
    }

    struct Silence: Error {}
}
