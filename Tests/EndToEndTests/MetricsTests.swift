import Foundation
import HuddleTestSupport
import Testing

/// `/metrics` of the real server, read as strictly as Prometheus' format says.
@Suite(.serialized) struct MetricsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Nil until the server says where its figures are.
    private func address(of server: RunningServer) throws -> String {
        try server.waitForLog("metrics are served")
        let found = try #require(server.log.firstMatch(of: /at=(http:\/\/[0-9.:]+)\/metrics/))
        return String(found.1)
    }

    private func get(_ path: String, at address: String) throws -> (head: String, body: String) {
        let connection = try RawConnection(to: address)
        connection.send("GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        let answer = connection.readToEnd(quietSeconds: 10)
        let end = try #require(answer.range(of: "\r\n\r\n"))
        return (String(answer[..<end.lowerBound]), String(answer[end.upperBound...]))
    }

    @Test func theFiguresAreWhatHappened() throws {
        defer { folder.remove() }
        let server = try RunningServer(data: folder.path + "/server", ["--metrics-listen", "127.0.0.1:0"])
        defer { server.stop() }
        let metrics = try address(of: server)
        let team = try Team(folder, server)
        let maria = try Machine("maria", in: folder)
        Team.expect(try maria.huddle("join", try team.invite("Maria Silva")))
        for text in ["one", "two", "three"] { Team.expect(try maria.huddle("add", text)) }
        Team.expect(try maria.huddle("sync"))
        let (space, token) = try maria.access()
        let listener = try RawConnection(to: server.address)
        listener.send("GET /v1/spaces/\(space)/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n\r\n")
        _ = try get("/CANARY?CANARY=1", at: server.address)
        let stranger = try RawConnection(to: server.address)
        stranger.send("CANARY /v1/spaces/CANARY/sync HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        _ = stranger.readToEnd(quietSeconds: 2)
        try server.waitForLog("/events")

        let answer = try get("/metrics", at: metrics)
        #expect(answer.head.contains("text/plain; version=0.0.4"))
        let figures = try PrometheusText(answer.body)
        #expect(figures.samples[#"huddle_changes_total{verdict="admitted"}"#] ?? 0 >= 3)
        #expect(figures.sum("huddle_syncs_total") >= 1)
        #expect(figures.sum("huddle_listeners") == 1)
        #expect(figures.samples[#"huddle_problems_total{code="not_found"}"#] ?? 0 >= 1)
        #expect(figures.sum("huddle_commit_duration_seconds_count") >= 1)
        #expect(figures.sum("huddle_http_received_bytes_total") > 0)
        #expect(figures.sum("huddle_http_sent_bytes_total") > 0)
        #expect(figures.samples[#"huddle_store_bytes{part="spaces"}"#] ?? 0 > 10_000)
        #expect(figures.sum("process_resident_memory_bytes") > 1_000_000)
        #expect(figures.samples[#"huddle_http_requests_total{method="POST",route="/v1/join",status="200"}"#] == 1)
        #expect(!answer.body.contains("CANARY") && !answer.body.contains(space), "\(figures.labelValues)")
        if Tool.has("promtool") {
            let checked = try Tool.run("promtool", "check", "metrics", in: folder, input: answer.body)
            #expect(checked.status == 0 && checked.output.isEmpty, "\(checked.output)")
        }
    }

    @Test func whatPeopleReachTheServerByHasNoFigures() throws {
        defer { folder.remove() }
        let server = try RunningServer(data: folder.path + "/server", ["--metrics-listen", "127.0.0.1:0"])
        defer { server.stop() }
        #expect(try get("/metrics", at: server.address).head.hasPrefix("HTTP/1.1 404"))
        let metrics = try address(of: server)
        #expect(try get("/v1/join", at: metrics).head.hasPrefix("HTTP/1.1 404"))
        #expect(try get("/health/ready", at: server.address).body == "ready\n")
    }

    @Test(arguments: [
        "huddle_x 1\n", "# HELP huddle_x y\n# TYPE huddle_x counter\nhuddle_x 1\n",
        "# HELP a b\n# TYPE a gauge\na 1\na 1\n", "# HELP a b\n# TYPE a gauge\na{b=\"c\"d\"} 1\n",
        "# HELP a b\n# TYPE a gauge\na one\n", "# HELP a b\n# TYPE a gauge\na 1",
        "# HELP a b\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n",
    ])
    func theReaderIsStrict(text: String) {
        #expect(throws: PrometheusText.Mistake.self) { try PrometheusText(text) }
    }
}
