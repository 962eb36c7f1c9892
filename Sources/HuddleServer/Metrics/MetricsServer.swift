import HuddleCore
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// Answers `/metrics`, at an address of its own: what people reach the server by has no such page, so that nobody has to
/// keep strangers away from it.
struct MetricsServer: Sendable {
    let page: MetricsPage
    let metrics: Metrics
    let workers: Workers
    let logger: Logger

    func application(at address: ListenAddress) -> some Service {
        let connections = Connections(perAddress: Limits.metricsConnections, proxies: .none)
        return Application(
            router: router(), server: Transports(connections, nil, logger: logger).builder(),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), serverName: "huddle",
                availableConnectionsDelegate: .maximum(Limits.metricsConnections, logger: logger)),
            onServerRunning: { channel in
                let url = ServerURL(address, port: channel.localAddress?.port ?? address.port, isSecure: false)
                logger.notice("metrics are served", metadata: ["at": "\(url.text)/metrics"])
            },
            logger: logger)
    }

    private func router() -> Router<ServerContext> {
        let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: AnswerMiddleware(metrics: metrics))
        router.add(middleware: ProblemMiddleware(addresses: Addresses([]), metrics: metrics))
        router.get("/metrics") { _, _ in
            let text = try await workers.run { [page] in page.text() }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
        return router
    }
}
