import Foundation

/// Members of a space who all sync at once. A server lets each do so much at a time, so they share the clients.
struct LoadTeam {
    /// Which client, and how often it has had its turn.
    typealias Turn = (client: Int, number: Int)
    typealias Step = @Sendable (inout LoadClient, inout HTTPConnection, Turn) throws -> Void

    private static let clientsPerMember = 8
    private static let mostClients = 512

    let server: ServerProcess
    private let path: String
    private let tokens: [String]

    /// Where this team's replicas begin: a server lets each be of one member.
    private let firstClient: Int

    init(on stage: Stage, space: String, firstClient: Int = 0) throws {
        self.firstClient = firstClient
        let homes = try (0..<Self.mostClients / Self.clientsPerMember).map { number in
            let home = try stage.newHome("load \(number)")
            try stage.join(home, space, as: "Member \(number)")
            return home
        }
        server = try stage.running()
        tokens = try homes.map { try $0.token }
        path = "/v1/spaces/\(try homes[0].space)/sync"
    }

    /// Clients that have read the log.
    func clients(_ count: Int) throws -> [LoadClient] {
        var connection = try connection(0)
        defer { connection.end() }
        var first = LoadClient(number: firstClient + Self.mostClients)
        while try first.take(try connection.post(first.request(limit: 0))) > 0 {}
        return (0..<count).map { LoadClient(number: firstClient + $0, after: first) }
    }

    func round(_ clients: inout [LoadClient], seconds: Double, _ step: @escaping Step) throws -> LoadRound {
        try LoadRound.run(&clients, seconds: seconds, connect: connection, step: step)
    }

    /// Connects a client as the member whom it belongs to.
    private var connection: @Sendable (Int) throws -> HTTPConnection {
        { [port = server.port, path, tokens] client in
            let token = tokens[client / Self.clientsPerMember % tokens.count]
            return try HTTPConnection(port: port, path: path, token: token)
        }
    }
}
