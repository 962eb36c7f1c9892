import Hummingbird

/// Answers `GET /health/live`: the process runs and takes calls. It touches no storage.
struct LiveRoute: Sendable {
    @Sendable func handle(_ request: Request, context: Routes.Context) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "live\n")))
    }
}
