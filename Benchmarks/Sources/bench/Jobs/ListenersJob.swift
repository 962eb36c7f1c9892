import Foundation

/// Thousands of clients that listen and do nothing, and one that writes: what each of them costs in memory, and when they
/// all have heard.
struct ListenersJob {
    let stage: Stage
    private static let listeners = 5000
    /// Connections that come and go first, so that what a server needs once is not counted for each.
    private static let warmUp = 200
    private static let pushes = 9

    func measure() throws -> [Measure] {
        let data = try stage.scratch.makeNewFolder("listeners")
        let server = try ServerProcess(stage.programs.server, data: data, stage.runner.environment)
        defer { server.stop() }
        let home = try joined(server, data)
        let (space, token) = (try home.space, try home.token)

        let before = try rest(server, space, token)
        let ears = try listen(Self.listeners, server.port, space, token)
        defer { for ear in ears { close(ear) } }
        let each = Double(server.residentBytes - before) / Double(Self.listeners)
        var (firsts, lasts): ([Double], [Double]) = ([], [])
        var client = LoadClient(number: 0)
        var connection = try HTTPConnection(port: server.port, path: "/v1/spaces/\(space)/sync", token: token)
        defer { connection.end() }
        for text in DataSet.actions(Self.pushes) {
            let began = Clock.seconds()
            _ = try client.take(try connection.post(client.request(text: text, now: Clock.milliseconds1970())))
            let (first, last) = try hear(ears)
            firsts.append(first - began)
            lasts.append(last - began)
        }
        func measure(_ what: String, _ unit: Measure.Unit, _ samples: [Double]) -> Measure {
            Measure(.listeners, stage.entries, what, unit, samples)
        }
        return [
            measure("memory a listener, \(Self.listeners) idle", .bytes, [each])
                .target(.atMost(20_000), "≤ 20 kB").peak(bytes: server.peakBytes)
                .note("the server at rest \(Figure.text(Double(before), .bytes))"),
            measure("push until the first has heard", .seconds, firsts),
            measure("push until all \(Self.listeners) have heard", .seconds, lasts),
        ]
    }

    private func joined(_ server: ServerProcess, _ data: String) throws -> Home {
        let home = try stage.newHome("listener")
        try stage.runner.run(stage.programs.server, ["space", "create", "listened", "--data", data])
        let link = try stage.runner.run(
            stage.programs.server,
            ["member", "add", "listened", "Aisha Rahman", "--department", "production", "--data", data])
        let text = String(decoding: link.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        try stage.huddle(["join", text], home)
        return home
    }

    /// The server's memory once some have come and gone.
    private func rest(_ server: ServerProcess, _ space: String, _ token: String) throws -> Int {
        for ear in try listen(Self.warmUp, server.port, space, token) { close(ear) }
        return server.residentBytes
    }

    /// - Returns: Connections that have heard the log's last number.
    private func listen(_ count: Int, _ port: UInt16, _ space: String, _ token: String) throws -> [Int32] {
        var limits = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        limits.rlim_cur = limits.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        let request = """
            GET /v1/spaces/\(space)/events HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n\
            Accept: text/event-stream\r\n\r\n
            """
        return try (0..<count).map { _ in
            let ear = try Sockets.connect(to: port)
            guard Sockets.write(Array(request.utf8)[...], to: ear) else { throw Failure("the server closed a stream") }
            while try !hears(ear, "event: head") {}
            return ear
        }
    }

    /// - Returns: When the first and the last of them had heard of something new.
    private func hear(_ ears: [Int32]) throws -> (first: Double, last: Double) {
        var waiting = ears.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var first: Double?
        while !waiting.isEmpty {
            guard poll(&waiting, nfds_t(waiting.count), 30_000) > 0 else { throw Failure("a listener heard nothing") }
            first = first ?? Clock.seconds()
            var deaf: [pollfd] = []
            for ear in waiting {
                if ear.revents == 0 { deaf.append(ear) } else if try !hears(ear.fd, "event: head") { deaf.append(ear) }
            }
            waiting = deaf
        }
        return (first ?? Clock.seconds(), Clock.seconds())
    }

    /// Reads what is there, heartbeats too.
    private func hears(_ ear: Int32, _ text: String) throws -> Bool {
        var piece = [UInt8](repeating: 0, count: 4096)
        let count = read(ear, &piece, piece.count)
        guard count > 0 else { throw Failure("the server closed a stream") }
        let answer = String(decoding: piece[..<count], as: UTF8.self)
        guard !answer.hasPrefix("HTTP/1.1") || answer.hasPrefix("HTTP/1.1 200") else {
            throw Failure("the server answered: \(answer)")
        }
        return answer.contains(text)
    }
}
