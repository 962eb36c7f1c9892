import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import NIOPosix
import Testing

/// A space that people write to, a webhook, and a server that can be cut short: what it held in memory is gone then.
struct WebhookWorld {
    let server: TestServer
    let space: SpaceListing
    private(set) var webhook: Webhook
    private(set) var spaces: Spaces
    private(set) var queue: WebhookQueue
    private let device: TestDevice
    private var index: UInt64 = 0

    init(kinds: Set<Happening.Kind> = Set(Happening.Kind.allCases)) throws {
        server = try TestServer()
        space = try server.makeSpace()
        device = try server.device(in: space)
        let host = server.machine.host
        webhook = Webhook(
            id: host.newRecordID(), space: space.id, name: "chat", url: "https://hooks.example.com/secret",
            kinds: kinds,
            form: .json, template: nil, created: host.now(), creator: host.newRecordID(), secret: host.randomBytes(32),
            position: .start)
        (spaces, queue) = Self.start(server)
        try server.directory.write { [webhook] in try $0.add(webhook, by: .console, host: host) }
    }

    private static func start(_ server: TestServer) -> (Spaces, WebhookQueue) {
        let host = server.machine.host
        let gatekeeper = Gatekeeper(directory: server.directory, host: host)
        let workers = Workers(.singleton)
        let spaces = Spaces(
            storage: server.storage, gatekeeper: gatekeeper, host: host, workers: workers,
            events: EventHub(gatekeeper: gatekeeper, workers: workers), metrics: Metrics())
        return (spaces, WebhookQueue(directory: server.directory, spaces: spaces, host: host))
    }

    /// Killed, and started anew on the same data.
    mutating func restart() {
        (spaces, queue) = Self.start(server)
    }

    mutating func change(
        of id: RecordID? = nil, as type: RecordType = .entry, bases: [ChangeID] = [], _ writes: [(CellName, Value)]
    ) -> StoredChange {
        index += 1
        server.machine.advance(milliseconds: 1)
        let change = Change(
            stamp: Stamp(time: server.machine.now, counter: 0), replica: device.replica, index: index,
            record: id ?? server.machine.host.newDerivedID(), type: type,
            writes: writes.map { Change.Write($0, $1) }, bases: bases)
        return StoredChange(change, hash: server.machine.host.hash)
    }

    mutating func promise(_ text: String) -> StoredChange {
        change([(FieldName.kind, .text("promise")), (FieldName.text, .text(text))])
    }

    /// What a device pushes.
    func push(_ changes: [StoredChange]) async throws {
        let access = try server.directory.read { try $0.access(tokenHash: TokenHash.of(device.token)) }
        guard let access else { return }
        var start = 0
        while start < changes.count {
            let page = changes[start..<min(start + Limits.changesPerPage, changes.count)]
            start += page.count
            _ = try await spaces.exchange(device.request(page.map(\.bytes)), as: access) { $0 }
        }
    }

    @discardableResult
    func gather() throws -> Set<RecordID> {
        try queue.gather(in: [space.id]) { _, error in Issue.record(error) }
    }

    /// What is to be sent next, with its body.
    func next() throws -> (errand: WebhookErrand, body: String, headers: [String: String])? {
        guard let errand = try queue.next(to: webhook.id) else { return nil }
        guard case .post(let message, _) = errand.step else { return (errand, "", [:]) }
        return (
            errand, String(decoding: message.body, as: UTF8.self),
            Dictionary(message.headers.map { ($0.name, $0.value) }) { first, _ in first }
        )
    }

    /// Sends all that is due, and takes it.
    func deliverAll() throws -> [String] {
        var bodies: [String] = []
        while let (errand, body, _) = try next() {
            bodies.append(body)
            var outcome = DeliveryOutcome.answered(status: 200, excerpt: "ok", retryAfterSeconds: nil)
            if case .over(let decided) = errand.step { outcome = decided }
            _ = try queue.note(outcome, of: errand)
        }
        return bodies
    }

    func stored() throws -> Webhook? { try server.directory.read { try $0.webhook(webhook.id) } }

    func deliveries() throws -> [WebhookDelivery] {
        try server.directory.read { try $0.deliveries(of: webhook.id, limit: .max) }
    }
}
