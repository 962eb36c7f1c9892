/// Many clients at once, each of which captures one entry, syncs it, and reads what the others wrote, again and again.
struct ServerLoadJob {
    let stage: Stage
    private static let rounds = 3
    private static let seconds = 4.0
    /// How many commits the limit makes after each round.
    private static let commits = 1000

    func measure() throws -> [Measure] {
        let team = try LoadTeam(on: stage, space: try stage.pushed().space)
        return try [64, 512].map { try measure(team, clients: $0) }
    }

    private func measure(_ team: LoadTeam, clients count: Int) throws -> Measure {
        let texts = DataSet.actions(500)
        var clients = try team.clients(count)
        var rounds: [LoadRound] = []
        var cores: [Double] = []
        var commits: [Double] = []
        let step: LoadTeam.Step = { client, connection, turn in
            let text = texts[(turn.client * 7 + turn.number) % texts.count]
            _ = try client.take(try connection.post(client.request(text: text, now: Clock.milliseconds1970())))
        }
        _ = try team.round(&clients, seconds: 1, step)
        for _ in 0..<Self.rounds {
            let cpuBefore = team.server.cpuSeconds
            rounds.append(try team.round(&clients, seconds: Self.seconds, step))
            cores.append((team.server.cpuSeconds - cpuBefore) / Self.seconds)
            let limit = try stage.limitMerge(entries: min(stage.entries, Self.commits), page: 1)
            commits.append(Double(limit.entries) / limit.seconds)
        }
        let read = Double(rounds.reduce(0) { $0 + $1.received }) / Double(max(1, rounds.reduce(0) { $0 + $1.turns }))
        let note =
            LoadRound.latencies(rounds) + "; \(Figure.number(read)) changes read a sync; server "
            + "\(Figure.number(Statistics.median(cores))) cores"
        return Measure(
            .serverLoad, stage.entries, "syncs of one change, \(count) clients", .perSecond,
            rounds.map { Double($0.turns) / Self.seconds }
        )
        .beside("limit-merge, page 1", commits)
        .target(.atLeast(2000), "≥ 2,000/s").peak(bytes: team.server.peakBytes).note(note)
    }
}
