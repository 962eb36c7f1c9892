import HTTPTypes
import Hummingbird

/// Finds out who calls, and refuses those who call too often.
struct CallerMiddleware: RouterMiddleware {
    typealias Context = ServerContext

    let traffic: Traffic

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.caller = traffic.proxies.caller(
            peer: IPAddress(context.channel.remoteAddress), forwardedFor: request.headers[values: .forwardedFor])
        try traffic.request(from: context.caller)
        return try await next(request, context)
    }
}
