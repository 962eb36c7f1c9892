import Foundation
import Synchronization

/// What clients came to that all took turn after turn for a time, each on a thread and a connection of its own.
struct LoadRound {
    private(set) var turns = 0
    private(set) var received = 0
    private(set) var latencies: [Double] = []
    private var failure: String?

    static func run(
        _ clients: inout [LoadClient], seconds: Double, connect: @escaping @Sendable (Int) throws -> HTTPConnection,
        step: @escaping LoadTeam.Step
    ) throws -> LoadRound {
        let total = Mutex((round: LoadRound(), clients: [Int: LoadClient]()))
        let ended = DispatchSemaphore(value: 0)
        let deadline = Clock.seconds() + seconds
        for (number, client) in clients.enumerated() {
            Thread {
                var (client, own) = (client, LoadRound())
                own.take(&client, number, until: deadline, connect, step)
                total.withLock { [own, client] total in
                    total.round.add(own)
                    total.clients[number] = client
                }
                ended.signal()
            }.start()
        }
        for _ in clients { ended.wait() }
        let (round, after) = total.withLock { ($0.round, $0.clients) }
        if let failure = round.failure { throw Failure("a client of the load: \(failure)") }
        clients = clients.indices.map { after[$0] ?? clients[$0] }
        return round
    }

    /// The median and the slowest hundredth of some rounds, in words.
    static func latencies(_ rounds: [LoadRound]) -> String {
        let all = rounds.flatMap(\.latencies)
        return "latency \(Figure.text(Statistics.median(all), .seconds)), 99 % within "
            + Figure.text(Statistics.quantile(all, 0.99), .seconds)
    }

    private mutating func take(
        _ client: inout LoadClient, _ number: Int, until deadline: Double, _ connect: (Int) throws -> HTTPConnection,
        _ step: LoadTeam.Step
    ) {
        let before = client.received
        do {
            var connection = try connect(number)
            defer { connection.end() }
            while Clock.seconds() < deadline {
                let began = Clock.seconds()
                try step(&client, &connection, (number, turns))
                latencies.append(Clock.seconds() - began)
                turns += 1
            }
        } catch {
            failure = "\(error)"
        }
        received = client.received - before
    }

    private mutating func add(_ other: LoadRound) {
        turns += other.turns
        received += other.received
        latencies += other.latencies
        failure = failure ?? other.failure
    }
}
