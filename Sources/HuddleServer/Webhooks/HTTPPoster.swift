import AsyncHTTPClient
import Foundation
import HuddleCore
package import HuddleStore
import NIOCore
import NIOHTTP1
import NIOPosix
package import NIOSSL
import Synchronization

/// Posts to targets over TLS.
///
/// A name is looked up once, each of its addresses is looked at, and the connection goes to one that was: a second answer of the name
/// server changes nothing. The certificate must be good for the name. No redirect is followed, and of an answer only its status
/// and its start are read.
package struct HTTPPoster: WebhookPoster {
    private let rules: TargetRules
    private let trust: TLSConfiguration
    /// Threads of their own for looking names up: one that does not answer holds up no sync.
    private let names: Workers
    private let resolve: @Sendable (String) throws -> [IPAddress]

    /// - Parameter authorities: Trusted beside those that the machine trusts.
    package init(
        rules: TargetRules, authorities: [NIOSSLCertificate] = [], names: Workers,
        resolve: @escaping @Sendable (String) throws -> [IPAddress]
    ) {
        self.rules = rules
        var trust = TLSConfiguration.makeClientConfiguration()
        trust.minimumTLSVersion = .tlsv12
        if !authorities.isEmpty { trust.additionalTrustRoots = [.certificates(authorities)] }
        self.trust = trust
        self.names = names
        self.resolve = resolve
    }

    package func post(_ message: WebhookMessage, to target: WebhookTarget) async -> DeliveryOutcome {
        let heard = Heard()
        return await withTaskGroup(of: DeliveryOutcome?.self) { group in
            group.addTask { await send(message, to: target, heard) }
            group.addTask {
                try? await ContinuousClock().sleep(for: .seconds(Limits.webhookSeconds))
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            // A target that has said that it took it, and then goes on and on, took it.
            return first ?? heard.outcome ?? .unreachable("no answer within \(Limits.webhookSeconds) s")
        }
    }

    private func send(_ message: WebhookMessage, to target: WebhookTarget, _ heard: Heard) async -> DeliveryOutcome {
        let addresses: [IPAddress]
        do {
            addresses = try await names.run { [resolve, host = target.host] in try resolve(host) }
        } catch {
            return .unreachable("the name cannot be looked up: \(error)")
        }
        for address in addresses {
            if let what = rules.refusal(of: address) {
                return .refused("\(address) is \(what), which this server does not call")
            }
        }
        var outcome = DeliveryOutcome.unreachable("the name has no address")
        for address in addresses.prefix(Self.addressesTried) where !Task.isCancelled {
            do {
                return try await send(message, to: target, at: address, heard)
            } catch {
                outcome = heard.outcome ?? .unreachable(Self.reason(error))
                guard Self.isBeforeSending(error) else { break }
            }
        }
        return outcome
    }

    private func send(
        _ message: WebhookMessage, to target: WebhookTarget, at address: IPAddress, _ heard: Heard
    ) async throws -> DeliveryOutcome {
        var configuration = HTTPClient.Configuration(tlsConfiguration: trust)
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.timeout.connect = .seconds(Limits.webhookSeconds / 2)
        configuration.timeout.read = .seconds(Limits.webhookSeconds)
        // The name stays what the certificate is checked against.
        configuration.dnsOverride = [target.host: address.description]
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<DeliveryOutcome, any Error>
        do {
            result = .success(try await exchange(message, target, client, heard))
        } catch {
            result = .failure(error)
        }
        try? await client.shutdown()
        return try result.get()
    }

    private func exchange(
        _ message: WebhookMessage, _ target: WebhookTarget, _ client: HTTPClient, _ heard: Heard
    ) async throws -> DeliveryOutcome {
        var request = HTTPClientRequest(url: target.url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "user-agent", value: "huddle-server/\(Version.text)")
        for (name, value) in message.headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: message.body))
        let response = try await client.execute(request, deadline: .now() + .seconds(Limits.webhookSeconds))
        let status = Int(response.status.code)
        let retry = response.headers.first(name: "retry-after").flatMap { Int($0) }.map { max(0, $0) }
        heard.note(.answered(status: status, excerpt: "", retryAfterSeconds: retry))
        var answer: [UInt8] = []
        for try await part in response.body {
            answer += part.readableBytesView.prefix(Limits.webhookAnswerBytes - answer.count)
            if answer.count >= Limits.webhookAnswerBytes { break }
        }
        return .answered(status: status, excerpt: Self.excerpt(answer), retryAfterSeconds: retry)
    }

    /// The start of an answer on one line, with nothing in it that a terminal obeys.
    private static func excerpt(_ answer: [UInt8]) -> String {
        var kept = ""
        for scalar in String(decoding: answer, as: UTF8.self).trimmed.visible.unicodeScalars {
            guard kept.utf8.count + scalar.utf8.count <= Limits.webhookExcerptBytes else { break }
            kept.unicodeScalars.append(scalar)
        }
        return kept
    }

    private static let addressesTried = 4

    /// Whether nothing of the message can have arrived, so that another address may be tried at once.
    private static func isBeforeSending(_ error: any Error) -> Bool {
        switch error {
        case is IOError, is NIOConnectionError, is ChannelError: true
        case let error as HTTPClientError: error == .connectTimeout
        default: false
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: error.shortDescription
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as NIOConnectionError: error.connectionErrors.first.map { reason($0.error) } ?? "cannot connect"
        case ChannelError.connectTimeout: "no connection in time"
        case _ where "\(error)".contains("CERTIFICATE_VERIFY_FAILED"): "its certificate is not trusted here"
        case _ where "\(error)".contains("failedToValidateHostname"),
            _ where "\(error)".contains("unableToValidateCertificate"):
            "its certificate is for another name"
        case _ where "\(error)".contains("SSL"): "no TLS connection"
        default: "\(type(of: error))"
        }
    }
}

/// What is known of an answer before it has ended.
private final class Heard: Sendable {
    private let known = Mutex<DeliveryOutcome?>(nil)

    var outcome: DeliveryOutcome? { known.withLock { $0 } }

    func note(_ outcome: DeliveryOutcome) { known.withLock { $0 = outcome } }
}
