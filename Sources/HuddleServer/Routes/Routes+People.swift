import HTTPTypes
import HuddleCore
import HuddleWire
import Hummingbird

/// The rows of the table that concern a space's people.
extension Routes {
    static func people(
        _ administration: Administration, _ gatekeeper: Gatekeeper, _ workers: Workers, _ traffic: Traffic
    ) -> [Route] {
        func route(
            _ method: HTTPRequest.Method, _ path: RouterPath, _ right: Right,
            named: @escaping @Sendable (RecordID) -> Owned? = { _ in nil },
            _ answer: @escaping @Sendable (PeopleRoute.Question) throws -> any WireMessage
        ) -> Route {
            Route(method, path, right) {
                PeopleRoute(
                    gatekeeper: gatekeeper, workers: workers, traffic: traffic, right: $0, named: named,
                    answer: answer
                ).handle
            }
        }
        return [
            route(.get, "/v1/spaces/:space/members", .read) { try administration.members($0.call) },
            route(.post, "/v1/spaces/:space/members/:subject", .manage) {
                try administration.change($0.subject, try $0.message(), $0.call)
            },
            route(.delete, "/v1/spaces/:space/members/:subject", .manage) {
                try administration.remove($0.subject, $0.call)
            },
            route(.delete, "/v1/spaces/:space/devices/:subject", .own, named: { .device($0) }) {
                try administration.revoke($0.subject, $0.call)
            },
            route(.get, "/v1/spaces/:space/invitations", .manage) { try administration.invitations($0.call) },
            route(.post, "/v1/spaces/:space/invitations", .manage) {
                try administration.invite(try $0.message(), $0.call)
            },
            route(.delete, "/v1/spaces/:space/invitations/:subject", .manage) {
                try administration.withdraw($0.subject, $0.call)
            },
        ]
    }
}
