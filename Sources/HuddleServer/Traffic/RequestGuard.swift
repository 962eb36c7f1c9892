import HTTPTypes
import HuddleCore
import HuddleWire
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Stands before the requests of one connection, or of one stream of HTTP/2:
///
/// - A body that does not arrive in time ends the connection.
/// - What is no HTTP is answered with a problem, and not with an empty 400.
/// - A request that is answered before it has arrived whole, such as one with too large a body, is not read to its end:
///   the answer says `Connection: close`, and the rest is dropped for a moment. Closing at once would make the system
///   throw away what was written (RFC 9112, section 9.6).
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let logger: Logger
    /// Requests whose header fields are here, and those that are here whole; answers that were begun and that are complete.
    private var (begun, whole, answering, answered) = (0, 0, 0, 0)
    /// What is the matter with what came last, to be said once everything before it is answered.
    private var trouble: Problem?
    private var isLingering = false
    private var isStreaming = false
    /// Bytes that came while lingering.
    private var dropped = 0
    private var bodyTimer: Scheduled<Void>?

    init(logger: Logger) {
        self.logger = logger
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            if begun == 0 { noteFirst(context) }
            begun += 1
            bodyTimer = close(context, after: Limits.bodySeconds)
        case .body(let part):
            dropped += isLingering ? part.readableBytes : 0
            if dropped > Limits.lingerBytes { return context.close(promise: nil) }
        case .end:
            whole += 1
            bodyTimer.callOff()
            if isLingering { return context.close(promise: nil) }
        }
        if !isLingering { context.fireChannelRead(data) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isLingering else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            if head.status.kind != .informational { answering = answered + 1 }
            isStreaming = head.headerFields[.contentType] == "text/event-stream"
            if endsEarly, !isStream(context) { head.headerFields[.connection] = "close" }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            let isEarly = endsEarly
            answered += 1
            if isEarly {
                linger(context)
            } else if trouble != nil {
                sayTrouble(context)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        trouble = Problem(.malformed, Self.detail(of: error))
        sayTrouble(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // Who listens for as long as it lasts and hangs up has gone; others may wait for their answer.
        if isLingering || isStreaming, case .inputClosed? = event as? ChannelEvent {
            return context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        bodyTimer.callOff()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        bodyTimer.callOff()
    }

    /// Whether the answer that is being written belongs to a request that has not arrived whole.
    private var endsEarly: Bool { answering > answered && whole < answering }

    /// A stream of HTTP/2 stands in a connection, and that in the listening socket.
    private func isStream(_ context: ChannelHandlerContext) -> Bool { context.channel.parent?.parent != nil }

    private func noteFirst(_ context: ChannelHandlerContext) {
        let connection = isStream(context) ? context.channel.parent : context.channel
        try? connection?.pipeline.syncOperations.handler(type: ConnectionGuard.self).hasBegun()
    }

    /// Nothing can be read any more. Answers that are due come first, but for that to the request that broke off.
    private func sayTrouble(_ context: ChannelHandlerContext) {
        guard let problem = trouble, answered >= whole, answering == answered, !isLingering else { return }
        let id = RequestID().description
        logger.info("not understood", metadata: ["hb.request.id": "\(id)", "detail": "\(problem.detail)"])
        let body = (try? problem.encoded(as: .json)) ?? []
        let head = HTTPResponse(
            status: .badRequest,
            headerFields: [
                .connection: "close", .contentType: Problem.jsonType, .contentLength: "\(body.count)",
                .requestID: id, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            ])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        linger(context)
    }

    private func linger(_ context: ChannelHandlerContext) {
        isLingering = true
        bodyTimer.callOff()
        context.flush()
        guard !isStream(context) else { return context.close(promise: nil) }
        context.close(mode: .output, promise: nil)
        bodyTimer = close(context, after: Limits.lingerSeconds)
    }

    private func close(_ context: ChannelHandlerContext, after seconds: Int64) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(promise: nil) }
    }

    private static func detail(of error: HTTPParserError) -> String {
        error == .headerOverflow
            ? "the header fields are over their limit of \(Limits.headerBytes) bytes or \(Limits.headerFields) fields"
            : "this is no HTTP (\(error))"
    }
}
