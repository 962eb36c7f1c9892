import HuddleWire
import Hummingbird

/// Answers `GET /health/ready`: the server writes and reads. While it stops it is not ready, so that whoever shares out calls
/// sends it no more.
struct ReadyRoute: Sendable {
    let readiness: Readiness
    let events: EventHub
    let workers: Workers

    @Sendable func handle(_ request: Request, context: Routes.Context) async throws -> Response {
        guard !events.isOver else { throw Problem(.unavailable, "the server stops", retryAfterSeconds: 5) }
        try await workers.run { try readiness.check() }
        return Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "ready\n")))
    }
}
