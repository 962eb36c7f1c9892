import HTTPTypes
import HuddleWire
import Hummingbird

/// The rows of the table that concern a space's webhooks.
extension Routes {
    static func webhooks(
        _ webhooks: WebhookAdministration, _ gatekeeper: Gatekeeper, _ workers: Workers, _ traffic: Traffic
    ) -> [Route] {
        func route(
            _ method: HTTPRequest.Method, _ path: RouterPath,
            _ answer: @escaping @Sendable (PeopleRoute.Question) throws -> any WireMessage
        ) -> Route {
            Route(method, path, .manage) {
                PeopleRoute(gatekeeper: gatekeeper, workers: workers, traffic: traffic, right: $0, answer: answer)
                    .handle
            }
        }
        return [
            route(.get, "/v1/spaces/:space/webhooks") { try webhooks.list($0.call) },
            route(.post, "/v1/spaces/:space/webhooks") { try webhooks.add(try $0.message(), $0.call) },
            route(.post, "/v1/spaces/:space/webhooks/:subject") {
                try webhooks.change($0.subject, try $0.message(), $0.call)
            },
            route(.delete, "/v1/spaces/:space/webhooks/:subject") { try webhooks.remove($0.subject, $0.call) },
            route(.get, "/v1/spaces/:space/webhooks/:subject/deliveries") {
                try webhooks.deliveries(of: $0.subject, $0.call)
            },
            route(.post, "/v1/spaces/:space/webhooks/:subject/deliveries") {
                try webhooks.deliver(try $0.message(), to: $0.subject, $0.call)
            },
        ]
    }
}
