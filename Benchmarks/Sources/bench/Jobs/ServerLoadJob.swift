import Foundation
import Synchronization

/// Many clients at once, each of which captures one entry, syncs it, and reads what the others wrote, again and again.
struct ServerLoadJob {
    let stage: Stage
    private static let clients = 64
    private static let warmUpSeconds = 1.0
    private static let seconds = 4.0
    private static let rounds = 3
    /// How many commits the limit makes after each round.
    private static let commits = 1000

    /// What one round came to.
    private struct Round {
        var syncs = 0
        var received = 0
        var latencies: [Double] = []
        var failure: String?
    }

    func measure() throws -> [Measure] {
        let space = try stage.pushed().space
        let home = try stage.newHome("load")
        try stage.join(home, space, as: "Aisha Rahman")
        let server = try stage.running()
        let path = "/v1/spaces/\(try home.space)/sync"
        let start = try caughtUp(server.port, path, try home.token)
        var rounds: [Round] = []
        var cores: [Double] = []
        var commits: [Double] = []
        var clients = (0..<Self.clients).map { LoadClient(number: $0, after: start) }
        _ = try round(&clients, Self.warmUpSeconds, server.port, path, try home.token)
        for _ in 0..<Self.rounds {
            let cpuBefore = server.cpuSeconds
            rounds.append(try round(&clients, Self.seconds, server.port, path, try home.token))
            cores.append((server.cpuSeconds - cpuBefore) / Self.seconds)
            let limit = try stage.limitMerge(entries: min(stage.entries, Self.commits), page: 1)
            commits.append(Double(limit.entries) / limit.seconds)
        }
        return [
            Measure(
                .serverLoad, stage.entries, "syncs of one change, 64 clients", .perSecond,
                rounds.map { Double($0.syncs) / Self.seconds }
            )
            .beside("limit-merge, page 1", commits)
            .target(.atLeast(2000), "≥ 2,000/s").peak(bytes: server.peakBytes).note(note(rounds, cores))
        ]
    }

    private func note(_ rounds: [Round], _ cores: [Double]) -> String {
        let latencies = rounds.flatMap(\.latencies)
        let read = Double(rounds.reduce(0) { $0 + $1.received }) / Double(max(1, rounds.reduce(0) { $0 + $1.syncs }))
        return "latency \(Figure.text(Statistics.median(latencies), .seconds)), 99 % within "
            + "\(Figure.text(Statistics.quantile(latencies, 0.99), .seconds)); \(Figure.number(read)) changes read "
            + "a sync; server \(Figure.number(Statistics.median(cores))) cores"
    }

    /// A client that has read the log up to its head.
    private func caughtUp(_ port: UInt16, _ path: String, _ token: String) throws -> LoadClient {
        var connection = try HTTPConnection(port: port, path: path, token: token)
        defer { connection.end() }
        var client = LoadClient(number: Self.clients)
        while try client.take(try connection.post(client.request(limit: 0))) > 0 {}
        return client
    }

    private func round(
        _ clients: inout [LoadClient], _ seconds: Double, _ port: UInt16, _ path: String, _ token: String
    ) throws -> Round {
        let texts = DataSet.actions(500)
        let total = Mutex((round: Round(), clients: [Int: LoadClient]()))
        let ended = DispatchSemaphore(value: 0)
        let deadline = Clock.seconds() + seconds
        for (number, client) in clients.enumerated() {
            Thread {
                var (client, own) = (client, Round())
                let before = client.received
                do {
                    var connection = try HTTPConnection(port: port, path: path, token: token)
                    defer { connection.end() }
                    while Clock.seconds() < deadline {
                        let text = texts[(number * 7 + own.syncs) % texts.count]
                        let began = Clock.seconds()
                        _ = try client.take(
                            try connection.post(client.request(text: text, now: Clock.milliseconds1970())))
                        own.latencies.append(Clock.seconds() - began)
                        own.syncs += 1
                    }
                } catch {
                    own.failure = "\(error)"
                }
                own.received = client.received - before
                total.withLock { [own, client] total in
                    total.round.syncs += own.syncs
                    total.round.received += own.received
                    total.round.latencies += own.latencies
                    total.round.failure = total.round.failure ?? own.failure
                    total.clients[number] = client
                }
                ended.signal()
            }.start()
        }
        for _ in clients { ended.wait() }
        let (result, after) = total.withLock { ($0.round, $0.clients) }
        if let failure = result.failure { throw Failure("a client of the load: \(failure)") }
        clients = clients.indices.map { after[$0] ?? clients[$0] }
        return result
    }
}
