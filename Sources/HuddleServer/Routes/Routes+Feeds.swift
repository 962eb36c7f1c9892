import HTTPTypes
import HuddleWire
import Hummingbird

/// The rows of the table that concern feeds.
extension Routes {
    static func feeds(_ feeds: Feeds, _ gatekeeper: Gatekeeper, _ workers: Workers, _ traffic: Traffic) -> [Route] {
        func route(
            _ method: HTTPRequest.Method, _ path: RouterPath, _ right: Right,
            _ answer: @escaping @Sendable (PeopleRoute.Question) throws -> any WireMessage
        ) -> Route {
            Route(method, path, right) {
                PeopleRoute(
                    gatekeeper: gatekeeper, workers: workers, traffic: traffic, right: $0,
                    named: { .feed($0) }, answer: answer
                ).handle
            }
        }
        return [
            Route(.get, "/feeds/:secret", .open) { _ in
                FeedRoute(feeds: feeds, workers: workers, traffic: traffic).handle
            },
            route(.get, "/v1/spaces/:space/feeds", .read) { try feeds.list($0.call) },
            route(.post, "/v1/spaces/:space/feeds", .read) { try feeds.make(try $0.message(), $0.call) },
            route(.delete, "/v1/spaces/:space/feeds/:subject", .own) { try feeds.revoke($0.subject, $0.call) },
        ]
    }
}
