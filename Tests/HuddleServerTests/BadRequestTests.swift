import Foundation
import HTTPTypes
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Testing

@Suite struct BadRequestTests {
    private let server: TestServer
    private let device: TestDevice

    init() throws {
        server = try TestServer()
        device = try server.device(in: try server.makeSpace())
    }

    @Test(arguments: [
        (#"{"replica": }"#, "at byte 12"),
        (#"{"cursor": {"seq": "1", "seq": "2"}}"#, "\"seq\" is repeated at byte 24"),
        (#"{"replica": 1, "\u0072eplica": 2}"#, "repeated at byte 15"),
        (#"{"cursor": {}} {}"#, "at byte 15"),
        (#"{"replica": 1, "changes": 5}"#, "in \"changes\" at byte 15"),
        (#"{"replica": "x"}"#, "in \"replica\" at byte 1"),
        (#"{"cursor": {"seq": "5", "chain": "AAAA"}}"#, "cursor.chain has 3 bytes instead of 16"),
        ("[]", "at byte 0"), ("", "at byte 0"), (#"{"changes": ["#, "at byte 13"),
        (String(repeating: #"{"x":"#, count: 40), "32 levels deep"),
    ])
    func malformedJSONIsRefusedWithItsPlace(body: String, place: String) async throws {
        try await server.withClient { client in
            let problem = try await client.post(device.path, body, device.headers(.json)).problem()
            #expect(problem.code == .malformed)
            #expect(problem.detail.contains(place), "\(problem.detail)")
        }
    }

    @Test(
        arguments: [
            ([0x11, 1, 2], "at byte 0"),
            ([0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x1a, 0x7f], "at byte 9"),
            ([0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x0a, 2, 0x12, 0x7f], "in field 1 at byte 9"),
            ([0x00], "at byte 0"),
            ([0x0a, 4, 0x12, 2, 1, 1], "cursor.chain has 2 bytes"),
        ] as [([UInt8], String)])
    func malformedProtobufIsRefusedWithItsPlace(body: [UInt8], place: String) async throws {
        try await server.withClient { client in
            let problem = try await client.post(device.path, body, device.headers(.protobuf)).problem(as: .protobuf)
            #expect(problem.code == .malformed)
            #expect(problem.detail.contains(place), "\(problem.detail)")
        }
    }

    @Test func unknownFieldsAreLetThrough() async throws {
        try await server.withClient { client in
            let json = #"{"cursor": {}, "fromANewerVersion": {"a": [1, -2.5e3, null, true, "\u00e9\ud83e\uddf0"]}}"#
            let fromJSON = try await client.post(device.path, json, device.headers(.json))
            #expect(fromJSON.status == .ok)
            let protobuf: [UInt8] = [0xfa, 0x01, 2, 1, 2]
            let fromProtobuf = try await client.post(device.path, protobuf, device.headers(.protobuf))
            #expect(fromProtobuf.status == .ok)
        }
    }

    @Test func aBodyOverTheLimitIsRefused() async throws {
        let large = [UInt8](repeating: 0x20, count: Limits.syncRequestBytes + 1)
        let bomb = Gzip.compress([UInt8](repeating: 0x20, count: 20 * Limits.syncRequestBytes))
        #expect(bomb.count < Limits.syncRequestBytes)
        try await server.withClient { client in
            let plain = try await client.post(device.path, large, device.headers(.json))
            #expect(try plain.problem().code == .tooLarge)
            let packed = try await client.post(
                device.path, bomb, device.headers(.json, [.contentEncoding: "gzip"]))
            #expect(try packed.problem().code == .tooLarge)
            let join = try await client.post(
                "/v1/join", Array(large.prefix(Limits.smallRequestBytes + 1)), [.contentType: "application/json"])
            #expect(try join.problem().code == .tooLarge)
        }
    }

    @Test func aPageWithTooManyChangesIsRefused() async throws {
        let change = try server.change(by: device.replica)
        let changes = [[UInt8]](repeating: change, count: Limits.changesPerPage + 1)
        let body = try device.request(changes).encoded(as: .protobuf)
        try await server.withClient { client in
            let problem = try await client.post(device.path, body, device.headers(.protobuf)).problem(as: .protobuf)
            #expect(problem.code == .malformed)
        }
    }

    @Test func garbageThatClaimsToBeGzipIsRefused() async throws {
        try await server.withClient { client in
            let cut = Array(Gzip.compress(Array("{}".utf8)).dropLast())
            for body in [Array("{}".utf8), cut, []] {
                let answer = try await client.post(
                    device.path, body, device.headers(.json, [.contentEncoding: "gzip"]))
                #expect(try answer.problem().code == .malformed)
            }
        }
    }

    @Test func typesAndEncodingsThatAreNotUnderstoodAreNamed() async throws {
        var untyped = device.headers(.json)
        untyped[.contentType] = nil
        let requests: [(HTTPFields, String)] = [
            (untyped, "no Content-Type"), (device.headers(.json, [.contentType: "text/plain"]), "text/plain"),
            (device.headers(.json, [.contentEncoding: "br"]), "br"),
        ]
        try await server.withClient { client in
            for (headers, word) in requests {
                let problem = try await client.post(device.path, "{}", headers).problem()
                #expect(problem.code == .unsupportedMediaType)
                #expect(problem.detail.contains(word))
            }
        }
    }

    @Test func anAddressTakesAnIdAsTheMessagesHaveItToo() async throws {
        let plain = Base64URL.encode(device.space.digest.bytes)
        let padded = Data(device.space.digest.bytes).base64EncodedString().replacing("=", with: "%3D")
            .replacing("/", with: "%2F").replacing("+", with: "%2B")
        try await server.withClient { client in
            for id in [device.space.text, plain, padded] {
                let answer = try await client.post("/v1/spaces/\(id)/sync", "{}", device.headers(.json))
                #expect(answer.status == .ok, "\(id)")
            }
            for id in [String(plain.dropLast()), plain + "A", "%FF", plain + plain] {
                let problem = try await client.post("/v1/spaces/\(id)/sync", "{}", device.headers(.json)).problem()
                #expect(problem.code == .notFound, "\(id)")
            }
        }
    }

    @Test func unknownAddressesAndWrongMethodsAreProblemsToo() async throws {
        try await server.withClient { client in
            let unknown = try await client.execute(uri: "/v2/nothing?token=x", method: .get)
            #expect(try unknown.problem().code == .notFound)
            #expect(unknown.headers[.contentType] == Problem.jsonType)
            let wrong = try await client.execute(uri: device.path, method: .get)
            #expect(try wrong.problem().code == .methodNotAllowed)
            #expect(wrong.headers[.allow] == "POST")
            let unheardOf = try #require(HTTPRequest.Method("QUERY"))
            #expect(try await client.execute(uri: device.path, method: unheardOf).problem().code == .methodNotAllowed)
            #expect(try await client.execute(uri: "/nothing", method: unheardOf).problem().code == .notFound)
            let protobuf = try await client.execute(
                uri: "/nothing", method: .get, headers: [.accept: "application/x-protobuf"])
            #expect(try protobuf.problem(as: .protobuf).code == .notFound)
            for answer in [unknown, wrong, protobuf] {
                #expect(answer.headers[HTTPField.Name("X-Request-Id")!] != nil)
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
            }
        }
    }
}
