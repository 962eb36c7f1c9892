import HuddleCore
import HuddleStore
import HuddleWire
import Hummingbird

/// Answers one of the calls on a space, such as `POST /v1/spaces/{space}/compare`: each takes one message and answers one.
struct SpaceRoute<Question: WireMessage, Reply: WireMessage>: Sendable {
    let gatekeeper: Gatekeeper
    let workers: Workers
    let traffic: Traffic
    let right: Right
    let answer: @Sendable (Question, Access) throws -> Reply

    @Sendable func handle(_ request: Request, context: Routes.Context) async throws -> Response {
        let token = request.bearerToken
        let space = context.identifier("space")
        // Before the body is read, because a stranger's is not wanted; and again after it, because reading takes time.
        let account = try await workers.run { try gatekeeper.admit(token: token, to: space, for: right) }.member.id
        return try await traffic.call(by: account) {
            let body = try await ReceivedBody(of: request, upTo: Limits.syncRequestBytes, within: traffic.bodies)
            let form = AnswerForm(for: request)
            return try await workers.run {
                let question: Question = try body.message()
                let access = try gatekeeper.admit(token: token, to: space, for: right)
                return try form.response(try answer(question, access))
            }
        }
    }
}
