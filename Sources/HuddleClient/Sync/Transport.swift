import HuddleCore
package import HuddleWire

/// Carries one exchange to a space's log and back.
package protocol Transport: Sendable {
    func exchange(_ request: SyncRequest) async throws(TransportError) -> SyncReply
    func compare(_ request: CompareRequest) async throws(TransportError) -> CompareReply
    /// Lets time pass because the server asked for it, or is interrupted.
    func wait(seconds: Int) async throws
}

/// Hears of a log's growth, too.
package protocol LiveTransport: Transport {
    /// Returns when the other side ends the stream.
    ///
    /// - Parameter after: The last number that was heard or read.
    func listen(
        after head: UInt64, _ hear: @Sendable (EventStreamReader.Item) -> Void
    ) async throws(TransportError)
}

/// Why there is no usable answer. Whether the server took what was sent is unknown; sending it again is harmless.
package enum TransportError: Error, Hashable, Sendable {
    /// No connection, or it broke, or it took too long.
    case unreachable(server: String, detail: String)
    /// The server answered that it will not.
    case problem(Problem)
    /// Something answered that is no Huddle server.
    ///
    /// - Parameter retryAfterSeconds: When it says it may work again: a proxy in front of a server that restarts.
    case notHuddle(server: String, status: Int, contentType: String, retryAfterSeconds: Int? = nil)
    /// The answer cannot be read.
    case garbled(server: String, detail: String)
}

extension TransportError {
    /// After how many seconds the same call may succeed, where the answer says so.
    var retryDelay: Int? {
        switch self {
        case .unreachable, .garbled: nil
        case .notHuddle(_, _, _, let seconds): seconds
        case .problem(let problem):
            switch problem.retry {
            case .now: problem.code == .unknown ? 0 : nil
            case .after: problem.retryAfterSeconds
            case .action, .never: nil
            }
        }
    }
}

extension TransportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let server, let detail):
            "No answer from \(server.visible) (\(detail.visible)). Nothing is lost: what you captured waits here and goes "
                + "out with the next sync."
        case .problem(let problem): describe(problem)
        case .notHuddle(let server, let status, let contentType, _):
            "\(server.visible) answers, but not as a Huddle server (status \(status), \(contentType.visible)). "
                + "Nothing is lost: check the address, or whether a sign-in page of the network stands in between."
        case .garbled(let server, let detail):
            "The answer of \(server.visible) cannot be read (\(detail.visible)). Nothing of it was stored and nothing is "
                + "lost: try again."
        }
    }

    private func describe(_ problem: Problem) -> String {
        let advice =
            switch problem.code {
            case .unauthorized:
                "This device's access was taken back, or never given. Everything stays here: ask your admin for a new "
                    + "link and run `huddle join LINK`."
            case .forbidden: "Nothing was changed: ask an admin of your team."
            case .targetRefused:
                "Nothing was changed: give an address that the internet knows, or ask whoever runs the server to let this "
                    + "network in (its setting webhook-allow-networks)."
            case .limitReached:
                "Nothing was changed: `huddle members`, `invitations`, `feed` and `webhook` show what there is."
            case .notFound: "Everything stays here: ask your admin whether the space still exists."
            case .spaceDeleted:
                "Everything that was written stays here, and can be listed, exported and written to a bundle. It syncs no "
                    + "more: ask the server's admin, if it should not be so."
            case .invitationInvalid:
                "Nothing was changed: ask for a new link (`huddle-server member add` prints one). A link works once, "
                    + "for 24 hours."
            case .tooManyRequests: "Nothing is lost: wait \(problem.retryAfterSeconds ?? 60) s and try again."
            case .storageFull, .unavailable, .internalError: "Nothing is lost: try again later, or tell the admin."
            case .malformed, .unsupportedMediaType, .tooLarge, .methodNotAllowed, .historyChanged:
                "Nothing is lost: everything stays here. Update Huddle if this goes on."
            case .unknown: advice(onUnknown: problem.retry)
            }
        let detail = problem.detail.isEmpty ? "" : " (\(problem.detail.visible))"
        return "\(problem.code.title)\(detail). \(advice)"
    }

    /// What a newer server means is known by its `retry` alone.
    private func advice(onUnknown retry: Retry) -> String {
        switch retry {
        case .now, .after: "Nothing is lost: try again later."
        case .action: "Nothing is lost: everything stays here. Ask your admin, or update Huddle."
        case .never: "Nothing is lost: everything stays here. Update Huddle."
        }
    }
}
