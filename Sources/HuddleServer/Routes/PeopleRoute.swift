import HuddleCore
import HuddleStore
import HuddleWire
import Hummingbird

/// Answers one of the calls on a space's people, such as `DELETE /v1/spaces/{space}/devices/{subject}`.
struct PeopleRoute: Sendable {
    let gatekeeper: Gatekeeper
    let workers: Workers
    let traffic: Traffic
    let right: Right
    /// What the address names of a member's, where it names such a thing.
    var named: @Sendable (RecordID) -> Owned? = { _ in nil }
    let answer: @Sendable (Question) throws -> any WireMessage

    /// What is asked.
    struct Question: Sendable {
        let call: Administration.Call
        /// The member, device or invitation that the address names; nil where it names none that could exist.
        let subject: RecordID?
        fileprivate let body: ReceivedBody?

        func message<Message: WireMessage>(_ type: Message.Type = Message.self) throws -> Message {
            guard let body else { throw Problem(.malformed, "the body is missing") }
            return try body.message()
        }
    }

    @Sendable func handle(_ request: Request, context: Routes.Context) async throws -> Response {
        let token = request.bearerToken
        let space = context.identifier("space")
        let subject = context.identifier("subject")
        let owned = subject.flatMap(named)
        let access = try await workers.run {
            try gatekeeper.admit(token: token, to: space, for: right, owned: owned)
        }
        let address = context.caller?.description
        return try await traffic.call(by: access.member.id) {
            let body =
                request.method == .post
                ? try await ReceivedBody(of: request, upTo: Limits.smallRequestBytes, within: traffic.bodies) : nil
            let form = AnswerForm(for: request)
            return try await workers.run {
                let call = Administration.Call(access, right: right, address: address)
                return try form.response(try answer(Question(call: call, subject: subject, body: body)))
            }
        }
    }
}
