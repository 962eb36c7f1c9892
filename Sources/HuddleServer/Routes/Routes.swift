package import HTTPTypes
import HuddleCore
package import HuddleStore
import HuddleWire
package import Hummingbird

/// The table of everything that the server answers: one address, one method, one handler each.
package struct Routes: Sendable {
    package typealias Context = ServerContext
    typealias Handler = @Sendable (Request, Context) async throws -> Response

    /// One row of the table. A handler that asks for a token is handed the right that stands here: it is said once.
    package struct Route: Sendable {
        package let method: HTTPRequest.Method
        package let path: RouterPath
        package let right: Right
        let handler: Handler

        init(_ method: HTTPRequest.Method, _ path: RouterPath, _ right: Right, _ handler: (Right) -> Handler) {
            self.method = method
            self.path = path
            self.right = right
            self.handler = handler(right)
        }
    }

    package let all: [Route]
    private let traffic: Traffic
    private let metrics: Metrics

    package init(
        spaces: Spaces, gatekeeper: Gatekeeper, doorway: Doorway, administration: Administration, feeds: Feeds,
        webhooks: WebhookAdministration, workers: Workers, traffic: Traffic, events: EventHub, readiness: Readiness,
        metrics: Metrics, host: Host
    ) {
        self.metrics = metrics
        self.traffic = traffic
        let join = JoinRoute(doorway: doorway, workers: workers, traffic: traffic)
        all =
            [
                Route(.get, "/health/live", .open) { _ in LiveRoute().handle },
                Route(.get, "/health/ready", .open) { _ in
                    ReadyRoute(readiness: readiness, events: events, workers: workers).handle
                },
                Route(.get, "/join", .open) { _ in JoinPage().handle },
                Route(.post, "/v1/join", .open) { _ in join.handle },
                Route(.post, "/v1/spaces/:space/sync", .read) {
                    SyncRoute(spaces: spaces, gatekeeper: gatekeeper, workers: workers, traffic: traffic, right: $0)
                        .handle
                },
                Route(.get, "/v1/spaces/:space/events", .read) {
                    EventsRoute(
                        spaces: spaces, gatekeeper: gatekeeper, workers: workers, traffic: traffic, hub: events,
                        right: $0
                    ).handle
                },
                Route(.post, "/v1/spaces/:space/compare", .read) {
                    SpaceRoute<CompareRequest, CompareReply>(
                        gatekeeper: gatekeeper, workers: workers, traffic: traffic, right: $0,
                        answer: { try spaces.compare($0, as: $1) }
                    ).handle
                },
            ] + Self.people(administration, gatekeeper, workers, traffic)
            + Self.feeds(feeds, gatekeeper, workers, traffic)
            + Self.webhooks(webhooks, gatekeeper, workers, traffic)
            + ListSubject.allCases.map { subject in
                Route(.get, subject.exportPath, .read) {
                    ExportRoute(
                        spaces: spaces, gatekeeper: gatekeeper, workers: workers, traffic: traffic, host: host,
                        right: $0, subject: subject
                    ).handle
                }
            }
    }

    package func router() -> Router<Context> {
        let router = Router(context: Context.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: AnswerMiddleware(metrics: metrics))
        router.add(middleware: ProblemMiddleware(addresses: Addresses(all), metrics: metrics))
        router.add(middleware: CallerMiddleware(traffic: traffic))
        for route in all { router.on(route.path, method: route.method, use: route.handler) }
        return router
    }
}

extension ListSubject {
    fileprivate var exportPath: RouterPath {
        switch self {
        case .actions, .entries, .promises: "/v1/spaces/:space/exports/\(rawValue)"
        case .meeting: "/v1/spaces/:space/exports/meetings/:subject"
        }
    }
}
