import HTTPTypes
import HuddleCore
import HuddleStore
import HuddleWire
import Hummingbird
import NIOCore

/// Answers `GET /v1/spaces/{space}/events`: the log's last number, whenever it grows, as server-sent events.
/// Source: html.spec.whatwg.org, "Server-sent events".
struct EventsRoute: Sendable {
    let spaces: Spaces
    let gatekeeper: Gatekeeper
    let workers: Workers
    let traffic: Traffic
    let hub: EventHub
    let right: Right

    @Sendable func handle(_ request: Request, context: Routes.Context) async throws -> Response {
        let token = request.bearerToken
        let space = context.identifier("space")
        let access = try await workers.run { try gatekeeper.admit(token: token, to: space, for: right) }
        // Also for a HEAD request, which has no body: its place is given back with the answer.
        let subscription = try await traffic.call(by: access.member.id) {
            try hub.listen(to: access.space.id, as: access)
        }
        let heard = request.headers[.lastEventID].flatMap { UInt64($0) }
        let channel = context.channel
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .accelBuffering: "no"],
            body: ResponseBody { writer in
                defer { subscription.leave() }
                channel.closeFuture.whenComplete { _ in subscription.leave() }
                var told = heard
                // A right that was taken back in between is found here, and one that is taken back later by the hub.
                let head = try await inBriefTask {
                    try await workers.run { try spaces.head(as: gatekeeper.admit(token: token, to: space, for: right)) }
                }
                try await writer.write(Self.bytes(head, after: told))
                told = head
                for await grown in subscription.heads {
                    let latest = max(grown, told ?? 0)
                    try await writer.write(Self.bytes(latest, after: told))
                    told = latest
                }
                if hub.isOver { try await writer.write(ByteBuffer(string: ": the server stops\n\n")) }
                try await writer.finish(nil)
            })
    }

    /// An event, or where there is nothing new a comment, so that whoever listens and whoever stands between knows that
    /// this is alive.
    private static func bytes(_ head: UInt64, after told: UInt64?) -> ByteBuffer {
        ByteBuffer(string: head == told ? ":\n\n" : "event: head\nid: \(head)\ndata: \(head)\n\n")
    }
}

extension HTTPField.Name {
    static let lastEventID = HTTPField.Name("Last-Event-ID")!
    /// nginx, which would keep the events until its buffer is full.
    static let accelBuffering = HTTPField.Name("X-Accel-Buffering")!
}
