import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Logging
import NIOPosix

/// A server on in-memory databases, with a clock that stands still unless it is moved.
struct TestServer: Sendable {
    let machine = SimulatedHost(seed: 1)
    let storage: any ServerStorage
    let directory: any DirectoryStore
    var rates = TrafficRates()

    init(storage: any ServerStorage) throws {
        self.storage = storage
        directory = try storage.directory()
    }

    init() throws {
        try self.init(storage: try MemoryStorage())
    }

    var routes: Routes {
        let gatekeeper = Gatekeeper(directory: directory, host: machine.host)
        let workers = Workers(.singleton)
        let events = EventHub(gatekeeper: gatekeeper, workers: workers)
        let spaces = Spaces(
            storage: storage, gatekeeper: gatekeeper, host: machine.host, workers: workers, events: events,
            metrics: Metrics())
        let administration = Administration(directory: directory, host: machine.host, events: events)
        let feeds = Feeds(administration: administration, directory: directory, spaces: spaces, host: machine.host)
        return Routes(
            spaces: spaces,
            gatekeeper: gatekeeper, doorway: Doorway(directory: directory, host: machine.host),
            administration: administration, feeds: feeds,
            webhooks: WebhookAdministration(directory: directory, spaces: spaces, host: machine.host), workers: workers,
            traffic: Traffic(host: machine.host, rates: rates), events: events,
            readiness: Readiness(directory: directory, host: machine.host), metrics: Metrics(), host: machine.host)
    }

    var application: some ApplicationProtocol {
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        return Application(router: routes.router(), logger: logger)
    }

    /// Makes calls to the routes, without a socket.
    func withClient(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        try await application.test(.router, body)
    }

    /// Makes calls over a socket. The client there gives up after twenty seconds without an answer, which a machine with
    /// everything to test at once may take: then all of it is done once more, with a server that has served nobody yet.
    func withLiveClient(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        for _ in 1...3 {
            do {
                return try await application.test(.live, body)
            } catch TestClient.Error.readTimeout {
                continue
            }
        }
        try await application.test(.live, body)
    }

    func makeSpace(_ name: String = "Acme team") throws -> SpaceListing {
        let host = machine.host
        let space = SpaceListing(id: host.newRecordID(), name: name, created: host.now())
        try storage.createSpace(SpaceState(space: space.id, name: name, replica: host.newReplicaID()))
        try directory.write { try $0.add(space, hash: host.hash) }
        return space
    }

    /// A new member's invitation: the secret that its link carries.
    func invite(_ name: String = "Maria Silva", to space: SpaceListing, role: Role = .member) throws -> [UInt8] {
        let host = machine.host
        let secret = host.randomBytes(Limits.tokenBytes)
        try directory.write { writer in
            let added = try writer.addMember(named: name, department: "sales", role: role, to: space.id, host: host)
            _ = try writer.invite(added.member, secretHash: TokenHash.of(secret), host: host)
        }
        return secret
    }

    /// A device of a new member's, joined.
    func device(_ name: String = "Maria Silva", in space: SpaceListing, role: Role = .member) throws -> TestDevice {
        let token = machine.host.randomBytes(Limits.tokenBytes)
        let secret = try invite(name, to: space, role: role)
        _ = try Doorway(directory: directory, host: machine.host).join(
            JoinRequest(secret: secret, tokenHash: TokenHash.of(token), device: "laptop"))
        return TestDevice(token: token, space: space.id, replica: machine.host.newReplicaID())
    }

    /// A change that captures one entry, as its bytes.
    func change(by replica: ReplicaID, index: UInt64 = 1, aheadMilliseconds: Int64 = 0) throws -> [UInt8] {
        let now = WallTime(milliseconds: machine.now.milliseconds + aheadMilliseconds)
        let stamp = Stamp(time: now, counter: UInt16(truncatingIfNeeded: index))
        return Change(
            stamp: stamp, replica: replica, index: index, record: machine.host.newDerivedID(), type: .entry,
            writes: [Change.Write(FieldName.text, .text("The valve leaks."))], bases: []
        ).encoded()
    }
}

/// What a device knows, and how it calls.
struct TestDevice: Sendable {
    let token: [UInt8]
    let space: RecordID
    let replica: ReplicaID

    var path: String { "/v1/spaces/\(space.text)/sync" }

    var authorization: HTTPFields { [.authorization: "Bearer " + Base64URL.encode(token)] }

    func headers(_ format: BodyFormat, _ more: HTTPFields = [:]) -> HTTPFields {
        var headers = authorization
        headers[.contentType] = format.rawValue
        for field in more { headers[field.name] = field.value }
        return headers
    }

    func request(_ changes: [[UInt8]] = [], after cursor: Cursor = .start, limit: Int? = nil) -> SyncRequest {
        SyncRequest(cursor: cursor, replica: replica, changes: changes, limit: limit)
    }

    func sync(
        _ changes: [[UInt8]] = [], after cursor: Cursor = .start, limit: Int? = nil,
        through client: any TestClientProtocol,
        as format: BodyFormat = .protobuf
    ) async throws -> SyncReply {
        let body = try request(changes, after: cursor, limit: limit).encoded(as: format)
        let answer = try await client.post(path, body, headers(format))
        return try answer.message(as: format)
    }
}

extension TestClientProtocol {
    func post(_ path: String, _ body: [UInt8], _ headers: HTTPFields) async throws -> TestResponse {
        try await execute(uri: path, method: .post, headers: headers, body: ByteBuffer(bytes: body))
    }

    func post(_ path: String, _ text: String, _ headers: HTTPFields) async throws -> TestResponse {
        try await post(path, Array(text.utf8), headers)
    }
}

extension TestResponse {
    var bytes: [UInt8] { Array(body.readableBytesView) }

    func message<Message: WireMessage>(as format: BodyFormat = .json) throws -> Message {
        try Message(decoding: bytes, as: format)
    }

    /// The problem that this answer is. A status that the problem's code does not have is a failure too.
    func problem(as format: BodyFormat = .json) throws -> Problem {
        let problem = try Problem(decoding: bytes, as: format)
        guard problem.code.status == status.code else { throw TestFailure.statusDiffers(status.code, problem) }
        return problem
    }
}

enum TestFailure: Error {
    case statusDiffers(Int, Problem)
}
