import HuddleCore
import HuddleStore
import Logging

/// What a running server is made of, put together.
struct Parts: Sendable {
    let routes: Routes
    let events: EventHub
    let spaces: Spaces
    let purge: Purge
    let connections: Connections
    let metrics = Metrics()
    let bell = WebhookBell()
    let webhooks: WebhookQueue
    let bodies = BodyBudget()
    let workers: Workers

    /// - Throws: `StoreError`.
    init(
        _ settings: Settings, _ environment: ServerEnvironment, _ storage: any ServerStorage, _ workers: Workers,
        _ logger: Logger
    ) throws {
        let host = environment.host
        let directory = try storage.directory()
        let gatekeeper = Gatekeeper(directory: directory, host: host, logger: logger)
        events = EventHub(gatekeeper: gatekeeper, workers: workers, limits: settings.listeners)
        spaces = Spaces(
            storage: storage, gatekeeper: gatekeeper, host: host, workers: workers, events: events,
            metrics: metrics, bell: bell)
        webhooks = WebhookQueue(directory: directory, spaces: spaces, host: host)
        purge = Purge(storage, host: host)
        connections = Connections(perAddress: settings.rates.connectionsPerAddress, proxies: settings.proxies)
        self.workers = workers
        let administration = Administration(directory: directory, host: host, events: events)
        let feeds = Feeds(administration: administration, directory: directory, spaces: spaces, host: host)
        routes = Routes(
            spaces: spaces, gatekeeper: gatekeeper, doorway: Doorway(directory: directory, host: host),
            administration: administration, feeds: feeds,
            webhooks: WebhookAdministration(
                directory: directory, spaces: spaces, host: host, rules: settings.webhooks.rules, bell: bell),
            workers: workers,
            traffic: Traffic(host: host, rates: settings.rates, proxies: settings.proxies, bodies: bodies),
            events: events, readiness: Readiness(directory: directory, host: host), metrics: metrics, host: host)
    }
}
