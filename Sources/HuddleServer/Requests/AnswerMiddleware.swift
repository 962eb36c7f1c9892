import HTTPTypes
import Hummingbird
import Logging

/// Puts on every answer what every answer carries, and writes one line about it to the log: method, route, status and
/// time. Never a token, a query or a note's text, and no path that is not one of ours: people paste secrets into addresses.
struct AnswerMiddleware<Context: RequestContext>: RouterMiddleware {
    let metrics: Metrics

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        var response = try await next(request, context)
        response.headers[.requestID] = requestID(of: context)
        response.headers[.xContentTypeOptions] = "nosniff"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        let took = clock.now - start
        metrics.answered(
            request.method, context.endpointPath, response.status.code, took: took,
            bytes: response.body.contentLength ?? 0)
        context.logger.info(
            "answered",
            metadata: [
                "method": "\(request.method)",
                "route": "\(context.endpointPath ?? "unknown")",
                "status": "\(response.status.code)",
                "ms": "\(took / .milliseconds(1))",
            ])
        return response
    }

    /// The id that stands in the log's lines; `context.id` traps where a logger keeps no metadata.
    private func requestID(of context: Context) -> String {
        context.logger[metadataKey: "hb.request.id"]?.description ?? RequestID().description
    }
}

extension HTTPField.Name {
    /// Which lines of the server's log belong to an answer.
    static let requestID = HTTPField.Name("X-Request-Id")!
}
