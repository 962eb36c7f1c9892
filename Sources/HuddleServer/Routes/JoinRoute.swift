import HuddleCore
import HuddleWire
import Hummingbird

/// Answers `POST /v1/join`: spends an invitation.
struct JoinRoute: Sendable {
    let doorway: Doorway
    let workers: Workers
    let traffic: Traffic

    @Sendable func handle(_ request: Request, context: Routes.Context) async throws -> Response {
        try traffic.join(from: context.caller)
        let body = try await ReceivedBody(of: request, upTo: Limits.smallRequestBytes, within: traffic.bodies)
        let form = AnswerForm(for: request)
        let address = context.caller?.description
        return try await workers.run {
            try form.response(try doorway.join(try body.message(), from: address))
        }
    }
}
