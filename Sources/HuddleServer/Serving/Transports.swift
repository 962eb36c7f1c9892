import HuddleCore
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore

/// What is spoken on a connection, with its limits.
struct Transports: Sendable {
    private let connections: Connections
    private let certificates: Certificates?
    private let logger: Logger

    /// - Parameter certificates: Nil for plain HTTP.
    init(_ connections: Connections, _ certificates: Certificates?, logger: Logger) {
        self.connections = connections
        self.certificates = certificates
        self.logger = logger
    }

    func builder() -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            guard let certificates else {
                return GuardedChannel(
                    base: HTTP1Channel(responder: responder, configuration: requests), connections: connections)
            }
            let streams = HTTP2ChannelConfiguration(
                idleTimeout: .seconds(Limits.idleSeconds), gracefulCloseTimeout: .seconds(Limits.lingerSeconds),
                streamConfiguration: requests)
            let secure = try certificates.channel {
                try HTTP2UpgradeChannel(tlsConfiguration: $0, configuration: streams, responder: responder)
            }
            return GuardedChannel(base: secure, connections: connections)
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
