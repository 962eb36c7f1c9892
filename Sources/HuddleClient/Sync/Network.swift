package import HuddleCore
package import HuddleWire

/// How a program reaches servers. It is handed in, so that whole commands run in tests without a socket.
package struct Network: Sendable {
    /// Spends an invitation at a server.
    package let join: @Sendable (_ request: JoinRequest, _ server: String) async throws -> JoinReply
    /// Opens a way to a space's log for as long as `body` runs.
    package let connect:
        @Sendable (
            _ access: ServerAccess, _ space: RecordID, _ body: @Sendable (any Transport) async throws -> SyncSummary
        ) async throws -> SyncSummary

    package init(
        join: @escaping @Sendable (_ request: JoinRequest, _ server: String) async throws -> JoinReply,
        connect:
            @escaping @Sendable (
                _ access: ServerAccess, _ space: RecordID, _ body: @Sendable (any Transport) async throws -> SyncSummary
            ) async throws -> SyncSummary
    ) {
        self.join = join
        self.connect = connect
    }

    /// Over HTTP.
    package static let http = Network(
        join: { try await HTTPTransport.join($0, at: $1) },
        connect: { access, space, body in
            guard let token = access.tokenBytes else { throw HomeError.notJoined }
            let transport = HTTPTransport(server: access.url, space: space, token: token)
            do {
                let summary = try await body(transport)
                await transport.shutdown()
                return summary
            } catch {
                await transport.shutdown()
                throw error
            }
        })
}
