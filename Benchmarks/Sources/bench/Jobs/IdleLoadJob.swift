import Foundation

/// Many clients at once that sync with nothing to do, beside as many that get a small page of nginx, where it is installed.
struct IdleLoadJob {
    let stage: Stage
    private static let clients = 64
    private static let rounds = 3
    private static let seconds = 3.0

    func measure() throws -> [Measure] {
        let team = try LoadTeam(on: stage, space: try stage.pushed().space, firstClient: 1000)
        var clients = try team.clients(Self.clients)
        let nginx = try NginxPeer(in: try stage.scratch.makeFolder("nginx"))
        defer { nginx?.stop() }
        var (ours, theirs): ([LoadRound], [LoadRound]) = ([], [])
        let step: LoadTeam.Step = { client, connection, _ in
            _ = try client.take(try connection.post(client.request(limit: 0)))
        }
        _ = try team.round(&clients, seconds: 1, step)
        for _ in 0..<Self.rounds {
            ours.append(try team.round(&clients, seconds: Self.seconds, step))
            guard let nginx else { continue }
            var nobody = (0..<Self.clients).map { LoadClient(number: $0) }
            theirs.append(
                try LoadRound.run(
                    &nobody, seconds: Self.seconds, connect: { _ in try nginx.connection() },
                    step: { _, connection, _ in try connection.get() }))
        }
        func speeds(_ rounds: [LoadRound]) -> [Double] { rounds.map { Double($0.turns) / Self.seconds } }
        let measure = Measure(
            .idleLoad, stage.entries, "syncs with nothing to do, \(Self.clients) clients", .perSecond, speeds(ours)
        ).peak(bytes: team.server.peakBytes).note(LoadRound.latencies(ours))
        return [nginx == nil ? measure : measure.beside("nginx, a page of 100 B", speeds(theirs))]
    }
}

/// nginx with one small page, two workers and no log.
private struct NginxPeer {
    private let process: Spawn
    private let port: UInt16

    /// Nil where nginx is not installed.
    init?(in folder: String) throws {
        guard let nginx = Programs.installed("nginx") else { return nil }
        let port = try Sockets.freePort()
        self.port = port
        try String(repeating: "x", count: 100).write(
            toFile: folder + "/page", atomically: false, encoding: .utf8)
        let settings = """
            \(getuid() == 0 ? "user root; " : "")daemon off; worker_processes 2; pid \(folder)/pid; error_log \(folder)/errors;
            events { worker_connections 1024; }
            http {
                access_log off; keepalive_requests 100000000;
                client_body_temp_path \(folder)/a; proxy_temp_path \(folder)/b; fastcgi_temp_path \(folder)/c;
                uwsgi_temp_path \(folder)/d; scgi_temp_path \(folder)/e;
                server { listen 127.0.0.1:\(port); root \(folder); }
            }
            """
        try settings.write(toFile: folder + "/conf", atomically: false, encoding: .utf8)
        // Its workers run as another user.
        _ = chmod(folder, 0o755)
        process = try Spawn([nginx, "-c", folder + "/conf", "-p", folder], ["PATH": "/usr/sbin:/usr/bin:/bin"])
        for _ in 0..<100 where !Sockets.answers(port) { usleep(20_000) }
        guard Sockets.answers(port) else {
            process.end()
            throw Failure("nginx did not start: \(folder)/errors says why")
        }
    }

    func connection() throws -> HTTPConnection { try HTTPConnection(port: port, getting: "/page") }

    func stop() { process.end() }
}
