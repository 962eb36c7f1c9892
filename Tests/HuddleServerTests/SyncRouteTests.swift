import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Testing

@Suite struct SyncRouteTests {
    @Test(arguments: BodyFormat.allCases)
    func whatOneDevicePushesAnotherPulls(format: BodyFormat) async throws {
        let server = try TestServer()
        let space = try server.makeSpace()
        let (maria, james) = (try server.device(in: space), try server.device("James", in: space))
        let change = try server.change(by: maria.replica)
        try await server.withClient { client in
            let pushed = try await maria.sync([change], through: client, as: format)
            #expect(pushed.verdicts == [.admitted])
            #expect(pushed.items == [.own(ChangeID(Fingerprint.hash128(change)))])
            #expect(pushed.cursor.seq == 1 && pushed.head == 1)
            #expect(pushed.serverTime == server.machine.now)

            let pulled = try await james.sync([], through: client, as: format)
            #expect(pulled.items == [.change(change)])
            #expect(pulled.cursor == pushed.cursor)

            let idle = try await james.sync([], after: pulled.cursor, through: client, as: format)
            #expect(idle.items.isEmpty && idle.cursor == pulled.cursor)
        }
    }

    @Test func anAnswerHasTheFormThatAcceptNames() async throws {
        let server = try TestServer()
        let device = try server.device(in: try server.makeSpace())
        let body = try device.request().encoded(as: .json)
        try await server.withClient { client in
            let answer = try await client.post(
                device.path, body, device.headers(.json, [.accept: "text/html;q=0.5, application/x-protobuf"]))
            #expect(answer.headers[.contentType] == "application/x-protobuf")
            let reply: SyncReply = try answer.message(as: .protobuf)
            #expect(reply.head == 0)
            let any = try await client.post(device.path, body, device.headers(.json, [.accept: "*/*"]))
            #expect(any.headers[.contentType] == "application/json")
        }
    }

    @Test func bodiesAreUnpackedAndLargeAnswersPacked() async throws {
        let server = try TestServer()
        let device = try server.device(in: try server.makeSpace())
        let changes = try (1...50).map { try server.change(by: ReplicaID(bits: 7), index: $0) }
        let body = Gzip.compress(try device.request(changes).encoded(as: .protobuf))
        try await server.withClient { client in
            let answer = try await client.post(
                device.path, body, device.headers(.protobuf, [.contentEncoding: "gzip", .acceptEncoding: "br, gzip"]))
            #expect(answer.headers[.contentEncoding] == "gzip")
            let plain = try Gzip.decompress(answer.bytes, limit: Limits.syncReplyBytes)
            let reply = try SyncReply(decoding: plain, as: .protobuf)
            #expect(reply.verdicts.count == 50 && reply.items.count == 50)

            let small = try await client.post(
                device.path, try device.request(after: reply.cursor).encoded(as: .protobuf),
                device.headers(.protobuf, [.acceptEncoding: "gzip"]))
            #expect(small.headers[.contentEncoding] == nil)
        }
    }

    @Test func oneBadChangeBlocksNoOther() async throws {
        let server = try TestServer()
        let device = try server.device(in: try server.makeSpace())
        let good = try server.change(by: device.replica, index: 1)
        let ahead = try server.change(
            by: device.replica, index: 2, aheadMilliseconds: Limits.clockAheadMilliseconds + 1000)
        let last = try server.change(by: device.replica, index: 3)
        try await server.withClient { client in
            let reply = try await device.sync([good, [0xff], ahead, good, last], through: client)
            #expect(reply.verdicts.count == 5)
            #expect(reply.verdicts[0] == .admitted)
            #expect(reply.verdicts[1].code == .malformed)
            #expect(reply.verdicts[2].code == .clockAhead)
            #expect(reply.verdicts[3] == .duplicate)
            #expect(reply.verdicts[4] == .admitted)
            #expect(reply.head == 2)
        }
    }

    @Test func aViewerReadsAndDoesNotWrite() async throws {
        let server = try TestServer()
        let space = try server.makeSpace()
        let (member, viewer) = (
            try server.device(in: space), try server.device("Vera", in: space, role: .viewer)
        )
        let change = try server.change(by: member.replica)
        let refused = try server.change(by: viewer.replica)
        try await server.withClient { client in
            _ = try await member.sync([change], through: client)
            let reply = try await viewer.sync([refused], through: client)
            #expect(reply.verdicts.map(\.code) == [.readOnly])
            #expect(reply.items == [.change(change)])
            #expect(reply.head == 1)
        }
    }

    /// What a call says of where it comes from is no proof.
    @Test func whoSendsAsSomebodyElseIsNoted() async throws {
        let server = try TestServer()
        let space = try server.makeSpace()
        let (maria, james) = (try server.device(in: space), try server.device("James", in: space))
        let forger = TestDevice(token: james.token, space: space.id, replica: maria.replica)
        let changes = try (1...3).map { try server.change(by: maria.replica, index: $0) }
        try await server.withClient { client in
            for (device, change) in zip([maria, forger, maria], changes) {
                let reply = try await device.sync([change], through: client)
                #expect(reply.verdicts == [.admitted])
            }
        }
        let noted = try server.directory.read { reader in
            let names = try Dictionary(uniqueKeysWithValues: reader.members(of: space.id).map { ($0.id, $0.name) })
            return try reader.audit(after: 0, limit: 100).map(\.event).filter { $0.action == .changesRelayed }
                .map { event in [event.actor, event.subject].map { $0.flatMap { names[$0] } } }
        }
        #expect(noted == [["James", "Maria Silva"]])
    }

    @Test func anotherHistoryIsNoticedAndNothingIsTaken() async throws {
        let server = try TestServer()
        let device = try server.device(in: try server.makeSpace())
        let change = try server.change(by: device.replica)
        let foreign = [
            Cursor(seq: 1, chain: Digest128(high: 1, low: 1)), Cursor(seq: 99, chain: .zero),
            Cursor(seq: .max, chain: .zero),
        ]
        try await server.withClient { client in
            _ = try await device.sync([change], through: client)
            for cursor in foreign {
                let body = try device.request([try server.change(by: device.replica, index: 2)], after: cursor)
                    .encoded(as: .json)
                let problem = try await client.post(device.path, body, device.headers(.json)).problem()
                #expect(problem.code == .historyChanged)
            }
            #expect(try await device.sync(through: client).head == 1)
        }
    }

    /// The one test over a socket: what the router does not show is that the server reads and writes HTTP.
    @Test func aLiveServerAnswersOverOneConnection() async throws {
        let server = try TestServer()
        let space = try server.makeSpace()
        try await server.withLiveClient { client in
            // Made anew for each try, or what an unanswered one brought would be a duplicate.
            let device = try server.device("Maria \(server.machine.host.newRecordID().text)", in: space)
            let change = try server.change(by: device.replica)
            #expect(try await client.execute(uri: "/health/live", method: .get).status == .ok)
            let large = [UInt8](repeating: 0, count: Limits.syncRequestBytes + 1)
            let answer = try await client.post(device.path, large, device.headers(.protobuf))
            #expect(try answer.problem(as: .protobuf).code == .tooLarge)
            #expect(try await device.sync([change], through: client).verdicts == [.admitted])
        }
    }
}

extension Verdict {
    /// Why the change was refused.
    var code: RefusalCode? {
        if case .refused(let code, _) = self { code } else { nil }
    }
}
