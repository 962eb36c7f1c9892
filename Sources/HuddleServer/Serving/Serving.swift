import Foundation
import HuddleCore
import HuddleStore
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import UnixSignals

/// A running server, from its first to its last call.
struct Serving: Sendable {
    private let settings: Settings
    private let environment: ServerEnvironment
    private let folder: DataFolder
    private let logger: Logger
    private let manager: ServiceManager

    init(settings: Settings, environment: ServerEnvironment) {
        self.settings = settings
        self.environment = environment
        folder = DataFolder(settings.data)
        manager = ServiceManager(environment.variables)
        logger = Logger(label: "huddle-server") { _ in
            LineLogHandler(
                settings.logFormat, level: settings.logLevel, now: environment.host.now, write: environment.say)
        }
    }

    /// Returns once it was told to stop and the open requests have been answered.
    ///
    /// - Parameter strays: Variables that look like settings and are none.
    /// - Throws: `CommandError`, `StoreError`.
    func run(warningOf strays: [String]) async throws {
        guard !settings.isExposed else { throw CommandError.exposed(address: settings.listen.text) }
        let certificates = try settings.tls.map { files throws(CommandError) in try Certificates(files) }
        for name in strays { logger.warning("no such setting", metadata: ["variable": "\(name)"]) }
        try folder.create()
        try folder.requirePrivate()
        try Upgrade(folder, environment).run()
        let lock = try folder.lock()
        defer { close(lock) }
        let storage = environment.storage(folder.path)
        let pool = NIOThreadPool(numberOfThreads: Limits.workerThreads)
        pool.start()
        let names = NIOThreadPool(numberOfThreads: Int(Limits.webhooksAtOnce))
        names.start()
        let listening = Mutex<Listening?>(nil)
        do {
            let parts = try Parts(settings, environment, storage, Workers(pool), logger)
            try await serve(parts, certificates, Workers(names)) { noted in listening.withLock { $0 = noted } }
        } catch {
            end(listening.withLock { $0 })
            try? await pool.shutdownGracefully()
            try? await names.shutdownGracefully()
            throw error
        }
        end(listening.withLock { $0 })
        try await pool.shutdownGracefully()
        try await names.shutdownGracefully()
    }

    private func serve(
        _ parts: Parts, _ certificates: Certificates?, _ names: Workers,
        onListening: @escaping @Sendable (Listening) -> Void
    ) async throws {
        let housekeeping = Housekeeping(
            events: parts.events, spaces: parts.spaces, purge: parts.purge, workers: parts.workers, manager: manager,
            logger: logger)
        var services: [any Service] = [
            // Stopped last to first: what is still being told has the longest time.
            try webhooks(parts, names),
            AddressNaming(address: settings.listen, service: application(parts, certificates, onListening)),
            housekeeping,
            Reloading(certificates: certificates, manager: manager, logger: logger),
        ]
        if let address = settings.metricsListen {
            services.append(AddressNaming(address: address, service: figures(parts, certificates, at: address)))
        }
        var configuration = ServiceGroupConfiguration(
            // When one of them fails the others are told to stop, as by a signal: a server does not always notice that it is
            // cancelled.
            services: services.map { .init(service: $0, failureTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(settings.stopSeconds)
        try await ServiceGroup(configuration: configuration).run()
    }

    /// - Parameter names: For looking targets' names up.
    private func webhooks(_ parts: Parts, _ names: Workers) throws(CommandError) -> WebhookService {
        let poster = HTTPPoster(
            rules: settings.webhooks.rules, authorities: try settings.webhooks.authorities(), names: names,
            resolve: SystemResolver.addresses)
        return WebhookService(
            queue: parts.webhooks, poster: poster, bell: parts.bell, workers: parts.workers, metrics: parts.metrics,
            logger: logger)
    }

    private func figures(_ parts: Parts, _ certificates: Certificates?, at address: ListenAddress) -> some Service {
        let page = MetricsPage(
            metrics: parts.metrics, bodies: parts.bodies, events: parts.events, spaces: parts.spaces,
            connections: parts.connections, certificates: certificates, folder: folder, started: environment.host.now())
        return MetricsServer(page: page, metrics: parts.metrics, workers: parts.workers, logger: logger)
            .application(at: address)
    }

    private func application(
        _ parts: Parts, _ certificates: Certificates?, _ onListening: @escaping @Sendable (Listening) -> Void
    ) -> some Service {
        Application(
            responder: BriefTasks(parts.routes.router().buildResponder()),
            server: Transports(parts.connections, certificates, logger: logger).builder(),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.listen.host, port: settings.listen.port), serverName: "huddle",
                availableConnectionsDelegate: .maximum(Connections.raiseTheSystemsLimit(), logger: logger)),
            onServerRunning: { channel in
                let local = ServerURL(
                    settings.listen, port: channel.localAddress?.port ?? settings.listen.port,
                    isSecure: settings.tls != nil)
                let listening = Listening(reached: settings.publicURL ?? local, local: local)
                onListening(listening)
                announce(listening, certificates)
            },
            logger: logger)
    }

    private func announce(_ listening: Listening, _ certificates: Certificates?) {
        do {
            try folder.noteListening(listening)
        } catch {
            logger.warning(
                "other commands cannot see where this server listens", metadata: ["error": "\(error)"])
        }
        if let certificates { warnOfExpiry(certificates.expires) }
        environment.print("huddle-server listens on \(listening.local.text)")
        manager.ready(at: listening.local.text)
    }

    private func warnOfExpiry(_ expires: WallTime) {
        let days = (expires.milliseconds - environment.host.now().milliseconds) / 86_400_000
        guard days < Limits.certificateWarningDays else { return }
        logger.warning("the certificate ends soon", metadata: ["expires": "\(expires.iso8601)", "days": "\(days)"])
    }

    private func end(_ listening: Listening?) {
        if let listening { folder.forgetListening(listening) }
    }
}
