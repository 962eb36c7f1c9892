import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import NIOPosix
import Testing

/// Every route, asked by everyone, about everything: who gets what stands in one table, and this walks it.
@Suite struct RightsTests {
    /// What each route takes. A route that is missing here, or differs, is a mistake in one of the two.
    private static let wanted: [String: Right] = [
        "GET /health/live": .open,
        "GET /health/ready": .open,
        "GET /join": .open,
        "POST /v1/join": .open,
        "POST /v1/spaces/{space}/sync": .read,
        "GET /v1/spaces/{space}/events": .read,
        "POST /v1/spaces/{space}/compare": .read,
        "GET /v1/spaces/{space}/exports/actions": .read,
        "GET /v1/spaces/{space}/exports/entries": .read,
        "GET /v1/spaces/{space}/exports/promises": .read,
        "GET /v1/spaces/{space}/exports/meetings/{subject}": .read,
        "GET /feeds/{secret}": .open,
        "GET /v1/spaces/{space}/feeds": .read,
        "POST /v1/spaces/{space}/feeds": .read,
        "DELETE /v1/spaces/{space}/feeds/{subject}": .own,
        "GET /v1/spaces/{space}/members": .read,
        "POST /v1/spaces/{space}/members/{subject}": .manage,
        "DELETE /v1/spaces/{space}/members/{subject}": .manage,
        "DELETE /v1/spaces/{space}/devices/{subject}": .own,
        "GET /v1/spaces/{space}/invitations": .manage,
        "POST /v1/spaces/{space}/invitations": .manage,
        "DELETE /v1/spaces/{space}/invitations/{subject}": .manage,
        "GET /v1/spaces/{space}/webhooks": .manage,
        "POST /v1/spaces/{space}/webhooks": .manage,
        "POST /v1/spaces/{space}/webhooks/{subject}": .manage,
        "DELETE /v1/spaces/{space}/webhooks/{subject}": .manage,
        "GET /v1/spaces/{space}/webhooks/{subject}/deliveries": .manage,
        "POST /v1/spaces/{space}/webhooks/{subject}/deliveries": .manage,
    ]

    enum Caller: CaseIterable {
        case nobody, stranger, revoked, removed, viewer, member, admin, adminElsewhere

        /// Whether the token is one.
        var isKnown: Bool { self != .nobody && self != .stranger && self != .revoked && self != .removed }
    }

    enum Place: CaseIterable {
        case own, foreign, unknown, noID
    }

    /// Two teams, and a device of each kind.
    private struct World {
        let server: TestServer
        let space: SpaceListing
        let foreign: SpaceListing
        let devices: [Caller: TestDevice]

        init() throws {
            server = try TestServer()
            let host = server.machine.host
            space = try server.makeSpace()
            foreign = try server.makeSpace("Another team")
            // A second admin stays, whatever happens to the others.
            _ = try server.device("Ada", in: space, role: .admin)
            var devices: [Caller: TestDevice] = [:]
            for caller in [Caller.viewer, .member, .admin, .revoked, .removed] {
                let role: Role = caller == .viewer ? .viewer : caller == .member ? .member : .admin
                devices[caller] = try server.device("\(caller)", in: space, role: role)
            }
            devices[.adminElsewhere] = try server.device("elsewhere", in: foreign, role: .admin)
            self.devices = devices
            for caller in [Caller.revoked, .removed] {
                let access = try access(of: caller)
                _ = try server.directory.write { writer in
                    caller == .revoked
                        ? (try writer.revoke(access.device, in: space.id, host: host), access.member)
                        : (access.device, try writer.remove(access.member, by: .console, host: host))
                }
            }
        }

        func access(of caller: Caller) throws -> Access {
            let device = try #require(devices[caller])
            return try #require(try server.directory.read { try $0.access(tokenHash: TokenHash.of(device.token)) })
        }

        func feed(of access: Access) throws -> RecordID {
            let host = server.machine.host
            let feed = Feed(
                secretHash: host.randomBytes(32), member: access.member.id, device: access.device.id, name: "",
                format: "ics", list: "actions", query: "", created: host.now(),
                expires: WallTime(milliseconds: host.now().milliseconds + 1000))
            return try server.directory.write { try $0.make(feed, by: .console, host: host) }.feed.id
        }

        func meeting(in space: SpaceListing) throws -> RecordID {
            let host = server.machine.host
            let id = host.newDerivedID()
            let edit = Edit(record: id, type: .meeting, writes: [Change.Write(FieldName.title, .text("Visit"))])
            _ = try server.storage.openSpace(space.id).write {
                try $0.capture([edit], wall: host.now(), hash: host.hash, isDeed: false)
            }
            return id
        }

        func headers(_ caller: Caller) -> HTTPFields {
            var headers: HTTPFields = [.contentType: "application/json"]
            if let device = devices[caller] { headers[.authorization] = device.authorization[.authorization] }
            if caller == .stranger {
                headers[.authorization] = "Bearer " + Base64URL.encode([UInt8](repeating: 7, count: 32))
            }
            return headers
        }

        func space(_ place: Place) -> String {
            switch place {
            case .own: space.id.text
            case .foreign: foreign.id.text
            case .unknown: server.machine.host.newRecordID().text
            case .noID: "..%2f.."
            }
        }

        func webhook(in space: SpaceListing) throws -> RecordID {
            let host = server.machine.host
            let webhook = Webhook(
                id: host.newRecordID(), space: space.id, name: "chat", url: "https://hooks.example.com/x",
                kinds: [.promiseMade],
                form: .json, template: nil, created: host.now(), creator: host.newRecordID(),
                secret: host.randomBytes(32),
                position: .start)
            try server.directory.write { try $0.add(webhook, by: .console, host: host) }
            return webhook.id
        }

        /// What an address names: the caller's own device, or a new member or invitation of the space.
        func subject(of route: Routes.Route, for caller: Caller, in space: SpaceListing) throws -> RecordID {
            let host = server.machine.host
            if route.path.description.contains("devices"), caller.isKnown { return try access(of: caller).device.id }
            if route.path.description.contains("/feeds/"), caller.isKnown { return try feed(of: access(of: caller)) }
            if route.path.description.contains("meetings") { return try meeting(in: space) }
            if route.path.description.contains("webhooks") { return try webhook(in: space) }
            return try server.directory.write { writer in
                let member = try writer.addMember(
                    named: host.newRecordID().text, department: "", role: nil, to: space.id, host: host
                ).member
                let invitation = try writer.invite(member, secretHash: host.randomBytes(32), host: host)
                return route.path.description.contains("invitations") ? invitation.id : member.id
            }
        }
    }

    private static func name(_ route: Routes.Route) -> String { "\(route.method) \(route.path.description)" }

    /// A stream of events does not end by itself; its HEAD takes the same way.
    private static func method(_ route: Routes.Route) -> HTTPRequest.Method {
        route.path.description.hasSuffix("/events") ? .head : route.method
    }

    private static func body(of route: Routes.Route, _ world: World) -> String {
        switch route.path.description {
        case let path where path.hasSuffix("/invitations"):
            let hash = Base64URL.encode(world.server.machine.host.randomBytes(32))
            return #"{"secretHash":"\#(hash)","name":"Somebody new"}"#
        case let path where path.hasSuffix("/feeds"):
            let hash = Base64URL.encode(world.server.machine.host.randomBytes(32))
            return #"{"secretHash":"\#(hash)","format":"ics","list":"actions"}"#
        case let path where path.hasSuffix("/webhooks"):
            return #"{"name":"another","url":"https://hooks.example.com/y","kinds":["promise.made"],"form":"json"}"#
        case let path where path.hasSuffix("/webhooks/{subject}"): return #"{"action":"pause"}"#
        case let path where path.contains("/members/"): return #"{"role":"viewer"}"#
        default: return "{}"
        }
    }

    private func status(_ right: Right, _ caller: Caller, _ place: Place) -> Int {
        guard right != .open else { return 0 }
        guard caller.isKnown else { return 401 }
        let isHome = caller == .adminElsewhere ? place == .foreign : place == .own
        guard isHome else { return 404 }
        switch right {
        case .open, .read: return 200
        case .own: return 200
        case .manage: return caller == .admin || caller == .adminElsewhere ? 200 : 403
        }
    }

    @Test func theTableIsTheOneThatIsWanted() throws {
        let routes = try World().server.routes.all
        let table = Dictionary(uniqueKeysWithValues: routes.map { (Self.name($0), $0.right) })
        #expect(table == Self.wanted)
    }

    @Test(arguments: Caller.allCases, Place.allCases)
    func everyRouteAnswersEveryCallerAsTheTableSays(caller: Caller, place: Place) async throws {
        for number in try World().server.routes.all.indices {
            // A world of its own for each call: some of them take the caller's rights back.
            let world = try World()
            let route = world.server.routes.all[number]
            guard route.right != .open else { continue }
            let home = caller == .adminElsewhere ? world.foreign : world.space
            let subject = try world.subject(of: route, for: caller, in: home)
            let path = route.path.description.replacing("{space}", with: world.space(place))
                .replacing("{subject}", with: subject.text)
            try await world.server.withClient { client in
                let answer = try await client.execute(
                    uri: path, method: Self.method(route), headers: world.headers(caller),
                    body: ByteBuffer(string: Self.body(of: route, world)))
                #expect(
                    answer.status.code == status(route.right, caller, place),
                    "\(Self.name(route)) as \(caller) on \(place): \(String(buffer: answer.body))")
            }
        }
    }

    /// A stranger's space and one that is not there get the same answer to the byte, on every route.
    @Test func unknownAndForeignSpacesLookTheSame() async throws {
        let world = try World()
        let id = world.server.machine.host.newRecordID()
        for route in world.server.routes.all where route.right != .open {
            try await world.server.withClient { client in
                var bodies = Set<[UInt8]>()
                for place in [Place.foreign, .unknown, .noID] {
                    let path = route.path.description.replacing("{space}", with: world.space(place))
                        .replacing("{subject}", with: id.text)
                    let answer = try await client.execute(
                        uri: path, method: route.method, headers: world.headers(.admin),
                        body: ByteBuffer(string: Self.body(of: route, world)))
                    bodies.insert(answer.bytes)
                }
                #expect(bodies.count == 1, "\(Self.name(route))")
            }
        }
    }

    /// An admin's right ends at the space: what another one has is not there.
    @Test func anotherSpacesIdsAreNotThere() async throws {
        let world = try World()
        let elsewhere = try world.access(of: .adminElsewhere)
        let invitation = try world.server.directory.write { writer in
            try writer.invite(
                elsewhere.member, secretHash: [UInt8](repeating: 9, count: 32), host: world.server.machine.host)
        }
        let ids = [
            "members": elsewhere.member.id, "devices": elsewhere.device.id, "invitations": invitation.id,
            "meetings": try world.meeting(in: world.foreign), "feeds": try world.feed(of: elsewhere),
            "webhooks": try world.webhook(in: world.foreign),
        ]
        for route in world.server.routes.all where route.path.description.contains("{subject}") {
            let kind = try #require(ids.keys.first { route.path.description.contains($0) })
            let foreign = try #require(ids[kind])
            try await world.server.withClient { client in
                for subject in [foreign.text, world.server.machine.host.newRecordID().text, "x"] {
                    let path = route.path.description.replacing("{space}", with: world.space.id.text)
                        .replacing("{subject}", with: subject)
                    let answer = try await client.execute(
                        uri: path, method: route.method, headers: world.headers(.admin),
                        body: ByteBuffer(string: Self.body(of: route, world)))
                    #expect(answer.status == .notFound, "\(Self.name(route)): \(String(buffer: answer.body))")
                }
            }
        }
        #expect(try world.access(of: .adminElsewhere).isValid)
    }

    /// Whose device it is decides; a device of somebody else and one that is not there look the same to who is no admin.
    @Test(arguments: [Caller.viewer, .member])
    func aMemberRevokesTheirOwnDevicesAlone(caller: Caller) async throws {
        let world = try World()
        let other = try world.access(of: .admin).device.id
        try await world.server.withClient { client in
            var bodies = Set<[UInt8]>()
            for device in [other, world.server.machine.host.newRecordID()] {
                let answer = try await client.execute(
                    uri: "/v1/spaces/\(world.space.id.text)/devices/\(device.text)", method: .delete,
                    headers: world.headers(caller))
                #expect(answer.status == .forbidden)
                bodies.insert(answer.bytes)
            }
            #expect(bodies.count == 1)
        }
        #expect(try world.access(of: .admin).isValid)
    }

    @Test func theLastAdminStays() async throws {
        let server = try TestServer()
        let space = try server.makeSpace()
        let device = try server.device(in: space, role: .admin)
        let access = try #require(
            try server.directory.read { try $0.access(tokenHash: TokenHash.of(device.token)) })
        let path = "/v1/spaces/\(space.id.text)/members/\(access.member.id.text)"
        try await server.withClient { client in
            let demoted = try await client.post(path, #"{"role":"member"}"#, device.headers(.json))
            #expect(try demoted.problem().code == .forbidden)
            let removed = try await client.execute(uri: path, method: .delete, headers: device.headers(.json))
            #expect(try removed.problem().code == .forbidden)
            _ = try await device.sync(through: client)
        }
    }

    @Test func askingTwiceForOneInvitationMakesOne() async throws {
        let server = try TestServer()
        let space = try server.makeSpace()
        let device = try server.device(in: space, role: .admin)
        let request = InvitationRequest(
            secretHash: [UInt8](repeating: 3, count: 32), name: "Jo Weber", department: "production", role: nil)
        let path = "/v1/spaces/\(space.id.text)/invitations"
        try await server.withClient { client in
            var bodies = Set<[UInt8]>()
            for format in [BodyFormat.json, .json] {
                bodies.insert(
                    try await client.post(path, try request.encoded(as: format), device.headers(format)).bytes)
            }
            #expect(bodies.count == 1)
            var other = request
            other.name = "Kim Lee"
            let taken = try await client.post(path, try other.encoded(as: .json), device.headers(.json))
            #expect(try taken.problem().code == .malformed)
        }
        #expect(try server.directory.read { try $0.members(of: space.id) }.count == 2)
    }
}
