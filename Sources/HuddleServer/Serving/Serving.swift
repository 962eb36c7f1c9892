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

    init(settings: Settings, environment: ServerEnvironment) {
        self.settings = settings
        self.environment = environment
        folder = DataFolder(settings.data)
    }

    /// Returns once it was told to stop and the open requests have been answered.
    ///
    /// - Throws: `CommandError`, `StoreError`.
    func run() async throws {
        guard settings.listen.isLoopback || settings.isBehindProxy else {
            throw CommandError.exposed(address: settings.listen.text)
        }
        try folder.create()
        try folder.requirePrivate()
        try Upgrade(folder, environment).run()
        let lock = try folder.lock()
        defer { close(lock) }
        let storage = environment.storage(folder.path)
        let pool = NIOThreadPool(numberOfThreads: Limits.workerThreads)
        pool.start()
        let listening = Mutex<ServerURL?>(nil)
        do {
            let (routes, housekeeping) = try routes(storage, Workers(pool))
            try await serve(routes, housekeeping) { url in listening.withLock { $0 = url } }
        } catch let error as IOError {
            end(listening.withLock { $0 })
            try? await pool.shutdownGracefully()
            throw CommandError.cannotListen(
                address: settings.listen.text, detail: String(cString: strerror(error.errnoCode)))
        }
        end(listening.withLock { $0 })
        try await pool.shutdownGracefully()
    }

    private func routes(
        _ storage: any ServerStorage, _ workers: Workers
    ) throws -> (routes: Routes, housekeeping: Housekeeping) {
        let host = environment.host
        let directory = try storage.directory()
        let gatekeeper = Gatekeeper(directory: directory, host: host)
        let events = EventHub(gatekeeper: gatekeeper, workers: workers)
        let spaces = Spaces(storage: storage, gatekeeper: gatekeeper, host: host, workers: workers, events: events)
        let routes = Routes(
            spaces: spaces, gatekeeper: gatekeeper, doorway: Doorway(directory: directory, host: host),
            administration: Administration(directory: directory, host: host, events: events), workers: workers,
            traffic: Traffic(host: host, rates: settings.rates, proxies: settings.proxies),
            events: events)
        return (
            routes,
            Housekeeping(
                events: events, spaces: spaces, purge: Purge(storage, host: host), workers: workers,
                logger: environment.logger)
        )
    }

    private func serve(
        _ routes: Routes, _ housekeeping: Housekeeping, onListening: @escaping @Sendable (ServerURL) -> Void
    ) async throws {
        let application = Application(
            router: routes.router(), server: Transports(settings, logger: environment.logger).builder(),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.listen.host, port: settings.listen.port), serverName: "huddle",
                availableConnectionsDelegate: .maximum(
                    Connections.raiseTheSystemsLimit(), logger: environment.logger)),
            onServerRunning: { channel in
                let local = ServerURL(settings.listen, port: channel.localAddress?.port ?? settings.listen.port)
                let reached = settings.publicURL ?? local
                onListening(reached)
                announce(local, reachedAt: reached)
            },
            logger: environment.logger)
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: application), .init(service: housekeeping)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: environment.logger)
        configuration.maximumGracefulShutdownDuration = .seconds(Limits.stopSeconds)
        try await ServiceGroup(configuration: configuration).run()
    }

    private func announce(_ url: ServerURL, reachedAt reached: ServerURL) {
        do {
            try folder.noteListening(reached)
        } catch {
            environment.logger.warning(
                "other commands cannot see where this server listens", metadata: ["error": "\(error)"])
        }
        environment.print("huddle-server listens on \(url.text)")
    }

    private func end(_ url: ServerURL?) {
        if let url { folder.forgetListening(url) }
    }
}
