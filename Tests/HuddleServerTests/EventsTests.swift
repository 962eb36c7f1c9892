import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import NIOPosix
import Synchronization
import Testing

/// The hub that tells listeners how far a log goes, and the route before it.
@Suite struct EventsTests {
    private let server: TestServer
    private let space: SpaceListing
    private let gatekeeper: Gatekeeper
    private let hub: EventHub

    init() throws {
        server = try TestServer()
        space = try server.makeSpace()
        gatekeeper = Gatekeeper(directory: server.directory, host: server.machine.host)
        hub = EventHub(gatekeeper: gatekeeper, workers: Workers(.singleton))
    }

    private func access(_ name: String) throws -> Access {
        try gatekeeper.admit(token: try server.device(name, in: space).token, to: space.id, for: .read)
    }

    @Test func everyListenerHearsTheLatestNumber() async throws {
        let (maria, james) = (
            try hub.listen(to: space.id, as: try access("Maria")), try hub.listen(to: space.id, as: try access("James"))
        )
        hub.post(3, in: space.id)
        for listener in [maria, james] {
            var heads = listener.heads.makeAsyncIterator()
            #expect(await heads.next() == 3)
        }
        hub.post(3, in: space.id)
        hub.post(9, in: space.id)
        var heads = james.heads.makeAsyncIterator()
        #expect(await heads.next() == 9)
        #expect(hub.count == 2)
        maria.leave()
        maria.leave()
        #expect(hub.count == 1)
    }

    /// The check for room and the taking of it are one step.
    @Test func noMoreListenThanThereIsRoomForHoweverManyComeAtOnce() async throws {
        var limits = ListenerLimits()
        limits.perAccount = 3
        let hub = EventHub(gatekeeper: gatekeeper, workers: Workers(.singleton), limits: limits)
        let access = try access("Maria")
        let taken = await withTaskGroup(of: EventSubscription?.self) { group in
            for _ in 0..<64 { group.addTask { [space] in try? hub.listen(to: space.id, as: access) } }
            return await group.reduce(into: [EventSubscription]()) { if let taken = $1 { $0.append(taken) } }
        }
        #expect(taken.count == 3 && hub.count == 3)
        #expect(throws: Problem.self) { try hub.listen(to: space.id, as: access) }
        taken[0].leave()
        do {
            _ = try hub.listen(to: space.id, as: access)
            #expect(hub.count == 2, "a place that nobody holds any more is given back")
        }
    }

    @Test func aSlowListenerIsToldTheLatestAndKeepsNoQueue() async throws {
        let listener = try hub.listen(to: space.id, as: try access("Maria"))
        let other = try hub.listen(to: space.id, as: try access("James"))
        var others = other.heads.makeAsyncIterator()
        for head in 1...50 {
            hub.post(UInt64(head), in: space.id)
            _ = await others.next()
        }
        var heads = listener.heads.makeAsyncIterator()
        // The other one may have been told of the last number first; nothing older than the one before it waits.
        var latest = await heads.next()
        if latest == 49 { latest = await heads.next() }
        #expect(latest == 50)
    }

    @Test func whoseRightWasTakenBackHearsNothingMore() async throws {
        let access = try access("Maria")
        let listener = try hub.listen(to: space.id, as: access)
        try server.directory.write { writer in
            var device = access.device
            device.revoked = server.machine.now
            try writer.save(device)
        }
        hub.post(4, in: space.id)
        #expect(await Array(listener.heads) == [], "the stream ends, with nothing in it")
    }

    /// Nobody has to write or to wait for a heartbeat, whoever took the right back: a call to this server or a command beside it.
    @Test(arguments: [true, false])
    func aRevokedDevicesStreamEndsAtOnce(isDoneHere: Bool) async throws {
        let (lost, kept) = (try access("Maria"), try access("Jo"))
        let (ended, open) = (try hub.listen(to: space.id, as: lost), try hub.listen(to: space.id, as: kept))
        try hub.lookForChangedRights()
        let host = server.machine.host
        if isDoneHere {
            let token = try server.device("Ada", in: space, role: .admin).token
            let admin = try gatekeeper.admit(token: token, to: space.id, for: .manage)
            let administration = Administration(directory: server.directory, host: host, events: hub)
            _ = try administration.revoke(
                lost.device.id, Administration.Call(admin, right: .own, address: nil))
        } else {
            _ = try server.directory.write { try $0.revoke(lost.device, in: space.id, by: .console, host: host) }
            try hub.lookForChangedRights()
        }
        #expect(await Array(ended.heads) == [], "the stream ends, with nothing in it")
        hub.post(7, in: space.id)
        var heads = open.heads.makeAsyncIterator()
        #expect(await heads.next() == 7, "the others are not disturbed")
    }

    @Test func aDeletedSpaceHasNoListeners() async throws {
        let listener = try hub.listen(to: space.id, as: try access("Maria"))
        try server.directory.write { writer in
            var gone = space
            gone.deleted = server.machine.now
            try writer.save(gone)
        }
        hub.rightsChanged()
        #expect(await Array(listener.heads) == [])
    }

    @Test func aHeartbeatFindsOutToo() async throws {
        let access = try access("Maria")
        let listener = try hub.listen(to: space.id, as: access)
        try server.directory.write { writer in
            var member = access.member
            member.removed = server.machine.now
            try writer.save(member)
        }
        hub.beat()
        #expect(await Array(listener.heads) == [])
    }

    @Test func theEndOfTheServerEndsTheStreams() async throws {
        let listener = try hub.listen(to: space.id, as: try access("Maria"))
        hub.finish()
        #expect(await Array(listener.heads) == [])
        let late = try access("James")
        #expect(throws: Problem.self) { try hub.listen(to: space.id, as: late) }
    }

    @Test func strangersDoNotListen() async throws {
        let device = try server.device(in: space)
        let other = try server.makeSpace("Other")
        try await server.withClient { client in
            let path = "/v1/spaces/\(space.id.text)/events"
            let none = try await client.execute(uri: path, method: .get)
            #expect(try none.problem().code == .unauthorized)
            let foreign = try await client.execute(
                uri: "/v1/spaces/\(other.id.text)/events", method: .get, headers: device.authorization)
            #expect(try foreign.problem().code == .notFound)
            let head = try await client.execute(uri: path, method: .head, headers: device.authorization)
            #expect(head.status == .ok && head.headers[.contentType] == "text/event-stream")
        }
    }
}

extension Array {
    fileprivate init<S: AsyncSequence>(_ sequence: S) async where S.Element == Element, S.Failure == Never {
        self = []
        for await element in sequence { append(element) }
    }
}
