import HuddleCore
import HummingbirdCore
import Logging
import NIOCore

/// What is spoken on a connection, with its limits.
struct Transports: Sendable {
    private let connections: Connections
    private let logger: Logger

    init(_ settings: Settings, logger: Logger) {
        connections = Connections(perAddress: settings.rates.connectionsPerAddress, proxies: settings.proxies)
        self.logger = logger
    }

    func builder() -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            GuardedChannel(
                base: HTTP1Channel(responder: responder, configuration: requests), connections: connections)
        }
    }

    private var requests: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestGuard(logger: logger)], idleTimeout: .seconds(Limits.idleSeconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: Limits.headerBytes, maxHeaderListSize: Limits.headerBytes,
                maxHeaderFieldCount: Limits.headerFields))
    }
}
