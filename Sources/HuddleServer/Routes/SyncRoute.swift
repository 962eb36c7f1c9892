import HuddleCore
import HuddleStore
import HuddleWire
import Hummingbird

/// Answers `POST /v1/spaces/{space}/sync`.
///
/// It is no `SpaceRoute`, because it must not keep a thread while it waits for a commit.
struct SyncRoute: Sendable {
    let spaces: Spaces
    let gatekeeper: Gatekeeper
    let workers: Workers
    let traffic: Traffic
    let right: Right

    @Sendable func handle(_ request: Request, context: Routes.Context) async throws -> Response {
        let token = request.bearerToken
        let address = context.caller?.description
        let space = context.identifier("space")
        // Before the body is read, because a stranger's is not wanted; and again after it, because reading takes time.
        let account = try await workers.run { try gatekeeper.admit(token: token, to: space, for: right) }.member.id
        return try await traffic.call(by: account) {
            let body = try await ReceivedBody(of: request, upTo: Limits.syncRequestBytes, within: traffic.bodies)
            let form = AnswerForm(for: request)
            let (question, access) = try await workers.run {
                let question: SyncRequest = try body.message()
                return (question, try gatekeeper.admit(token: token, to: space, for: right))
            }
            return try await spaces.exchange(question, as: access, from: address) { reply in
                var reply = reply
                reply.spaceName = access.space.name
                return try form.response(reply)
            }
        }
    }
}
