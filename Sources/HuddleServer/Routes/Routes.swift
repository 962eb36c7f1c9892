import HTTPTypes
import HuddleWire
package import Hummingbird

/// The table of everything that the server answers: one address, one method, one handler each.
package struct Routes: Sendable {
    package typealias Context = ServerContext
    typealias Handler = @Sendable (Request, Context) async throws -> Response

    struct Route: Sendable {
        let method: HTTPRequest.Method
        let path: RouterPath
        let handler: Handler
    }

    private let all: [Route]
    private let traffic: Traffic

    package init(spaces: Spaces, gatekeeper: Gatekeeper, doorway: Doorway, workers: Workers, traffic: Traffic) {
        self.traffic = traffic
        all = [
            Route(method: .get, path: "/health/live", handler: HealthRoute().handle),
            Route(method: .get, path: "/join", handler: JoinPage().handle),
            Route(
                method: .post, path: "/v1/join",
                handler: JoinRoute(doorway: doorway, workers: workers, traffic: traffic).handle),
            Route(
                method: .post, path: "/v1/spaces/:space/sync",
                handler: SyncRoute(spaces: spaces, gatekeeper: gatekeeper, workers: workers, traffic: traffic).handle),
            Route(
                method: .post, path: "/v1/spaces/:space/compare",
                handler: SpaceRoute<CompareRequest, CompareReply>(
                    gatekeeper: gatekeeper, workers: workers, traffic: traffic,
                    answer: { try spaces.compare($0, as: $1) }
                ).handle),
        ]
    }

    package func router() -> Router<Context> {
        let router = Router(context: Context.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: AnswerMiddleware())
        router.add(middleware: ProblemMiddleware())
        router.add(middleware: CallerMiddleware(traffic: traffic))
        for (path, routes) in Dictionary(grouping: all, by: { $0.path.description }) {
            var taken = routes.map(\.method)
            if taken.contains(.get) { taken.append(.head) }
            let allowed = taken.map(\.rawValue).joined(separator: ", ")
            for route in routes { router.on(route.path, method: route.method, use: route.handler) }
            for method in Self.methods where !taken.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in throw WrongMethod(allowed: allowed) }
            }
        }
        return router
    }

    private static let methods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .delete, .patch, .options, .trace, .connect,
    ]
}
