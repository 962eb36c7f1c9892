import HuddleCore
import HummingbirdCore
import Logging
import NIOCore

/// A connection's set-up with the limits that hold for a connection as such, whatever is spoken on it.
struct GuardedChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let connections: Connections

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        let mayStay = connections.enter(channel)
        do {
            // A connection keeps one buffer to read into. It grows with what comes; NIO would begin with 2048.
            try channel.syncOptions?.setOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 64, initial: Limits.firstReadBytes, maximum: 65536))
            try channel.pipeline.syncOperations.addHandler(ConnectionGuard())
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        // The connection is not up yet in here.
        if !mayStay { channel.eventLoop.execute { channel.close(promise: nil) } }
        return base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}

/// Closes a connection that asks nothing, or that does not read what it asked for.
final class ConnectionGuard: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var waiting: Scheduled<Void>?
    private var writing: Scheduled<Void>?

    func handlerAdded(context: ChannelHandlerContext) {
        waiting = close(context, after: Limits.headerSeconds)
    }

    /// The first request's header fields are here.
    func hasBegun() {
        waiting.callOff()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writing.callOff()
        writing = context.channel.isWritable ? nil : close(context, after: Limits.answerSeconds)
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        waiting.callOff()
        writing.callOff()
        context.fireChannelInactive()
    }

    private func close(_ context: ChannelHandlerContext, after seconds: Int64) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(promise: nil) }
    }
}

extension Optional {
    /// Forgets it as well: what was scheduled takes as much memory as ever for as long as somebody holds it.
    mutating func callOff<Value>() where Wrapped == Scheduled<Value> {
        self?.cancel()
        self = nil
    }
}
