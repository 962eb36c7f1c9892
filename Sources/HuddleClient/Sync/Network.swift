package import HuddleCore
package import HuddleWire

/// How a program reaches servers. It is handed in, so that whole commands run in tests without a socket.
package struct Network: Sendable {
    /// Spends an invitation at a server.
    package let join:
        @Sendable (_ request: JoinRequest, _ server: String, _ authority: String?) async throws -> JoinReply
    /// Opens a way to a space's log for as long as `body` runs.
    package let connect:
        @Sendable (
            _ access: ServerAccess, _ space: RecordID, _ body: @Sendable (any LiveTransport) async throws -> SyncSummary
        ) async throws -> SyncSummary
    /// Opens a way to a space's people for as long as `body` runs.
    package let administer:
        @Sendable (
            _ access: ServerAccess, _ space: RecordID, _ body: @Sendable (any PeopleService) async throws -> Void
        ) async throws -> Void
    /// How a program waits between two tries.
    package let pause: Watch.Pause

    package init(
        join:
            @escaping @Sendable (
                _ request: JoinRequest, _ server: String, _ authority: String?
            ) async throws -> JoinReply,
        connect:
            @escaping @Sendable (
                _ access: ServerAccess, _ space: RecordID,
                _ body: @Sendable (any LiveTransport) async throws -> SyncSummary
            ) async throws -> SyncSummary,
        administer:
            @escaping @Sendable (
                _ access: ServerAccess, _ space: RecordID, _ body: @Sendable (any PeopleService) async throws -> Void
            ) async throws -> Void,
        pause: Watch.Pause
    ) {
        self.join = join
        self.connect = connect
        self.administer = administer
        self.pause = pause
    }

    /// Over HTTP.
    ///
    /// - Parameter certificates: A file that counts instead of the machine's list of authorities.
    package static func http(certificates: String?) -> Network {
        Network(
            join: { try await HTTPTransport.join($0, at: $1, trust: Trust(authority: $2, file: certificates)) },
            connect: { access, space, body in
                try await withTransport(access, space, certificates) { try await body($0) }
            },
            administer: { access, space, body in
                try await withTransport(access, space, certificates) { try await body($0) }
            },
            pause: .real)
    }

    /// A transport that is shut down in the end, whatever happens.
    private static func withTransport<Result>(
        _ access: ServerAccess, _ space: RecordID, _ certificates: String?,
        _ body: (HTTPTransport) async throws -> Result
    ) async throws -> Result {
        guard let token = access.tokenBytes else { throw HomeError.notJoined }
        let transport = HTTPTransport(
            server: access.url, space: space, token: token,
            trust: Trust(authority: access.authority, file: certificates))
        do {
            let result = try await body(transport)
            await transport.shutdown()
            return result
        } catch {
            await transport.shutdown()
            throw error
        }
    }
}
