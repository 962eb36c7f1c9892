import AsyncHTTPClient
import Foundation
package import HuddleCore
package import HuddleWire
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Speaks to a Huddle server over HTTP. One client serves one command; `shutdown` ends it.
package final class HTTPTransport: LiveTransport {
    private let client: HTTPClient
    private let server: String
    private let space: RecordID
    private let token: [UInt8]

    package init(server: String, space: RecordID, token: [UInt8], trust: Trust) {
        client = Self.makeClient(trust)
        self.server = server
        self.space = space
        self.token = token
    }

    package func exchange(_ request: SyncRequest) async throws(TransportError) -> SyncReply {
        try await Self.post(
            request, to: "/v1/spaces/\(space.text)/sync", of: server, by: client, token: token,
            limit: Limits.syncReplyBytes)
    }

    package func compare(_ request: CompareRequest) async throws(TransportError) -> CompareReply {
        try await Self.post(
            request, to: "/v1/spaces/\(space.text)/compare", of: server, by: client, token: token,
            limit: Limits.syncReplyBytes)
    }

    package func wait(seconds: Int) async throws {
        try await ContinuousClock().sleep(for: .seconds(seconds))
    }

    /// A call on the space's people: `path` starts behind the space's id.
    func call<Reply: WireMessage>(
        _ method: HTTPMethod, _ path: String, _ message: (any WireMessage)? = nil
    ) async throws(TransportError) -> Reply {
        try await Self.call(
            method, message, to: "/v1/spaces/\(space.text)\(path)", of: server, by: client, token: token,
            limit: Limits.syncReplyBytes)
    }

    package func listen(
        after head: UInt64, _ hear: @Sendable (EventStreamReader.Item) -> Void
    ) async throws(TransportError) {
        var reader = EventStreamReader()
        do {
            var request = Self.request("/v1/spaces/\(space.text)/events", of: server, token: token)
            request.method = .GET
            request.headers.replaceOrAdd(name: "accept", value: "text/event-stream, \(BodyFormat.protobuf.rawValue)")
            request.headers.add(name: "last-event-id", value: "\(head)")
            let response = try await client.execute(request, deadline: .distantFuture)
            let type = response.headers.first(name: "content-type") ?? "none"
            guard response.status == .ok, type.hasPrefix("text/event-stream") else {
                let body = Array(try await response.body.collect(upTo: Limits.smallRequestBytes).readableBytesView)
                guard let format = BodyFormat(contentType: type), let problem = try? Problem(decoding: body, as: format)
                else {
                    throw TransportError.notHuddle(
                        server: server, status: Int(response.status.code), contentType: type)
                }
                throw TransportError.problem(problem)
            }
            for try await part in response.body {
                guard let items = reader.read(part.readableBytesView) else {
                    throw TransportError.garbled(server: server, detail: "an endless line of events")
                }
                for item in items { hear(item) }
            }
        } catch let error as TransportError {
            throw error
        } catch {
            throw .unreachable(server: server, detail: Self.reason(error))
        }
    }

    /// Closes the connections. Call it once, when the last exchange has ended.
    package func shutdown() async {
        try? await client.shutdown()
    }

    /// Spends an invitation.
    package static func join(
        _ request: JoinRequest, at server: String, trust: Trust
    ) async throws(TransportError) -> JoinReply {
        let client = makeClient(trust)
        let result: Result<JoinReply, TransportError>
        do throws(TransportError) {
            result = .success(
                try await post(
                    request, to: "/v1/join", of: server, by: client, token: nil, limit: Limits.smallRequestBytes))
        } catch {
            result = .failure(error)
        }
        try? await client.shutdown()
        return try result.get()
    }

    private static func makeClient(_ trust: Trust) -> HTTPClient {
        var configuration = HTTPClient.Configuration(tlsConfiguration: trust.configuration)
        configuration.timeout.connect = .seconds(10)
        configuration.timeout.read = .seconds(60)
        // Off, or a refused connection is tried again until the time is up.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    private static func post<Reply: WireMessage>(
        _ message: some WireMessage, to path: String, of server: String, by client: HTTPClient, token: [UInt8]?,
        limit: Int
    ) async throws(TransportError) -> Reply {
        try await call(.POST, message, to: path, of: server, by: client, token: token, limit: limit)
    }

    private static func call<Reply: WireMessage>(
        _ method: HTTPMethod, _ message: (any WireMessage)?, to path: String, of server: String, by client: HTTPClient,
        token: [UInt8]?, limit: Int
    ) async throws(TransportError) -> Reply {
        let answer = try await send(method, message, to: path, of: server, by: client, token: token, limit: limit)
        guard let format = answer.format else {
            throw .notHuddle(
                server: server, status: answer.status, contentType: answer.contentType,
                retryAfterSeconds: answer.retryAfterSeconds)
        }
        var problem: Problem
        do throws(WireError) {
            let body = try answer.unpacked(limit)
            if answer.status == 200 { return try Reply(decoding: body, as: format) }
            problem = try Problem(decoding: body, as: format)
        } catch {
            throw .garbled(server: server, detail: error.description)
        }
        problem.retryAfterSeconds = problem.retryAfterSeconds ?? answer.retryAfterSeconds
        throw .problem(problem)
    }

    private static func send(
        _ method: HTTPMethod, _ message: (any WireMessage)?, to path: String, of server: String, by client: HTTPClient,
        token: [UInt8]?, limit: Int
    ) async throws(TransportError) -> Answer {
        do {
            var request = request(path, of: server, token: token)
            request.method = method
            request.headers.add(name: "accept-encoding", value: "gzip")
            if let message {
                request.headers.add(name: "content-type", value: BodyFormat.protobuf.rawValue)
                var body = try message.encoded(as: .protobuf)
                if body.count >= Limits.gzipFromBytes {
                    body = Gzip.compress(body)
                    request.headers.add(name: "content-encoding", value: "gzip")
                }
                request.body = .bytes(ByteBuffer(bytes: body))
            }
            let response = try await execute(request, by: client)
            let bytes = try await response.body.collect(upTo: limit)
            return Answer(
                status: Int(response.status.code), contentType: response.headers.first(name: "content-type") ?? "none",
                isGzip: response.headers.first(name: "content-encoding")?.lowercased() == "gzip",
                // The form with a date is passed over: this machine's clock need not be right.
                retryAfterSeconds: response.headers.first(name: "retry-after").flatMap { Int($0) }.map { max(0, $0) },
                body: Array(bytes.readableBytesView))
        } catch {
            throw .unreachable(server: server, detail: reason(error))
        }
    }

    private static func execute(
        _ request: HTTPClientRequest, by client: HTTPClient
    ) async throws -> HTTPClientResponse {
        try await againIfClosed { try await client.execute(request, timeout: callTimeout) }
    }

    /// A connection that is kept may turn out to be closed as the next call is written to it. Every call may be made again
    /// (Protocol/sync.md), so it is, once.
    package static func againIfClosed<Response>(_ call: () async throws -> Response) async throws -> Response {
        do {
            return try await call()
        } catch ChannelError.ioOnClosedChannel, ChannelError.alreadyClosed, ChannelError.outputClosed {
            return try await call()
        }
    }

    private static let callTimeout = TimeAmount.seconds(120)

    private static func request(_ path: String, of server: String, token: [UInt8]?) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: server + path)
        request.headers.add(name: "accept", value: BodyFormat.protobuf.rawValue)
        request.headers.add(name: "user-agent", value: "huddle")
        if let token { request.headers.add(name: "authorization", value: "Bearer " + Base64URL.encode(token)) }
        return request
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: error.shortDescription
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as NIOConnectionError: error.connectionErrors.first.map { reason($0.error) } ?? "cannot connect"
        case _ where "\(error)".contains("CERTIFICATE_VERIFY_FAILED"):
            "its certificate is not trusted here: is it the right server? For an authority of your own, say "
                + "huddle join LINK --ca-file FILE"
                + (Trust.machineKnowsAuthorities
                    ? "" : "; this machine knows no authorities at all, which come with the package ca-certificates")
        case NIOSSLError.noSuchFilesystemObject: "the file that SSL_CERT_FILE names is not there"
        case is BoringSSLError: "the authorities that this machine trusts cannot be read: what does SSL_CERT_FILE name?"
        case _ where "\(error)".contains("failedToValidateHostname"): "its certificate is for another name"
        case _ where "\(error)".contains("SSL"): "no TLS connection: is the address right, https or http?"
        case let error as ChannelError: "\(error)"
        default: "\(type(of: error))"
        }
    }
}

/// What came back, not yet unpacked.
private struct Answer {
    let status: Int
    let contentType: String
    let isGzip: Bool
    let retryAfterSeconds: Int?
    let body: [UInt8]

    /// Nil when whoever answered speaks something else.
    var format: BodyFormat? {
        contentType.hasPrefix(Problem.jsonType) ? .json : BodyFormat(contentType: contentType)
    }

    func unpacked(_ limit: Int) throws(WireError) -> [UInt8] {
        isGzip ? try Gzip.decompress(body, limit: limit) : body
    }
}
