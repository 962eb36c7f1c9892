import HuddleCore
import HuddleWire
import Hummingbird

/// Answers `POST /v1/spaces/{space}/sync`, as `Protocol/sync.md` describes it.
struct SyncRoute: Sendable {
    let spaces: Spaces
    let gatekeeper: Gatekeeper
    let workers: Workers

    @Sendable func handle(_ request: Request, context: Routes.Context) async throws -> Response {
        let token = request.bearerToken
        let space = context.parameters.get("space").flatMap { RecordID($0) }
        // Before the body is read, because a stranger's is not wanted; and again after it, because reading takes time.
        _ = try await workers.run { try gatekeeper.admit(token: token, to: space) }
        let body = try await ReceivedBody(of: request, upTo: Limits.syncRequestBytes)
        let form = AnswerForm(for: request)
        return try await workers.run {
            let exchange: SyncRequest = try body.message()
            let access = try gatekeeper.admit(token: token, to: space)
            return try form.response(try spaces.exchange(exchange, as: access))
        }
    }
}
