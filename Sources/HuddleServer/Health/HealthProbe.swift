import Foundation
import HuddleCore
import HuddleWire
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Asks a running server how it is: one request, one answer, `Limits.healthSeconds` at most.
///
/// A certificate is not judged: it is for the name that people use and not for this machine's own address, nothing secret is
/// sent, and what comes back is one word.
struct HealthProbe: Sendable {
    /// Which of the two questions is asked.
    enum Question: String, CaseIterable {
        /// The process takes calls.
        case live
        /// It writes to its disk and reads that back, too.
        case ready
    }

    private typealias Parts = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    let server: ServerURL

    /// - Throws: `HealthError`.
    func ask(_ question: Question) async throws {
        let answer: (status: HTTPResponseStatus, body: ByteBuffer)?
        do {
            answer = try await exchange(path: "/health/\(question.rawValue)")
        } catch {
            throw HealthError.noAnswer(address: server.text, detail: Self.words(for: error))
        }
        guard let (status, body) = answer else {
            throw HealthError.noAnswer(
                address: server.text, detail: "nothing came within \(Limits.healthSeconds) seconds")
        }
        guard status == .ok else {
            let problem = try? Problem(decoding: Array(body.readableBytesView), as: .json)
            throw HealthError.unwell(
                address: server.text, status: Int(status.code), detail: problem?.detail ?? status.reasonPhrase)
        }
    }

    /// Nil where the connection ended, or was ended for taking too long, before an answer was whole.
    private func exchange(path: String) async throws -> (status: HTTPResponseStatus, body: ByteBuffer)? {
        let place = server.place
        let tls = place.isSecure ? try NIOSSLContext(configuration: Self.unverified) : nil
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(Limits.healthSeconds))
            .connect(host: place.host, port: place.port) { channel in
                channel.eventLoop.makeCompletedFuture { try Self.prepare(channel, tls) }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: place.path + path)
            head.headers = ["host": ListenAddress(host: place.host, port: place.port).text, "connection": "close"]
            try await outbound.write(.head(head))
            try await outbound.write(.end(nil))
            var status: HTTPResponseStatus?
            var body = ByteBuffer()
            for try await part in inbound {
                switch part {
                case .head(let head): status = head.status
                case .body(var more):
                    // A server's answer is a word or a problem's few lines.
                    if body.readableBytes < Limits.smallRequestBytes { body.writeBuffer(&more) }
                case .end: return status.map { ($0, body) }
                }
            }
            return nil
        }
    }

    private static func prepare(_ channel: any Channel, _ tls: NIOSSLContext?) throws -> Parts {
        channel.eventLoop.scheduleTask(in: .seconds(Limits.healthSeconds)) { channel.close(promise: nil) }
        let pipeline = channel.pipeline.syncOperations
        if let tls { try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil)) }
        try pipeline.addHTTPClientHandlers()
        return try Parts(wrappingChannelSynchronously: channel)
    }

    private static var unverified: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        return configuration
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as NIOConnectionError:
            error.connectionErrors.lazy.compactMap { $0.error as? IOError }.first.map {
                String(cString: strerror($0.errnoCode))
            } ?? "no address of \(error.host) answers"
        default: "\(error)"
        }
    }
}

/// Why a server is not well, as far as a probe can tell.
enum HealthError: Error, Hashable {
    /// None has noted that it listens.
    case noServer(folder: String)
    case noAnswer(address: String, detail: String)
    case unwell(address: String, status: Int, detail: String)
}

extension HealthError: Reportable {
    var exitCode: ExitCode { .unavailable }

    var description: String {
        switch self {
        case .noServer(let folder):
            "No server runs on \(folder.visible): start it with `huddle-server serve`, or say with --url where it is."
        case .noAnswer(let address, let detail): "\(address.visible) does not answer: \(detail.visible)."
        case .unwell(let address, let status, let detail):
            "\(address.visible) answers \(status): \(detail.visible). Its log says more."
        }
    }
}
