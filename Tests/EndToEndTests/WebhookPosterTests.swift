import Foundation
import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import NIOPosix
import NIOSSL
import Synchronization
import Testing

/// The connection to a target, with name servers of our own.
@Suite(.serialized, .enabled(if: Tool.has("openssl") && Tool.has("python3"))) struct WebhookPosterTests {
    /// Answers one list of addresses after the other.
    private final class NameServer: Sendable {
        private let answers: Mutex<[[String]]>
        private let asked = Mutex(0)

        init(_ answers: [String]...) {
            self.answers = Mutex(answers)
        }

        var count: Int { asked.withLock { $0 } }

        func addresses(of host: String) -> [IPAddress] {
            asked.withLock { $0 += 1 }
            let answer = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
            return answer.compactMap { IPAddress($0) }
        }
    }

    private static let message = WebhookMessage(
        headers: WebhookSignature.headers(
            id: "1", at: WallTime(milliseconds: 1_795_250_720_000), body: Array("{}".utf8), secrets: [[7]]),
        body: Array("{}".utf8))

    /// Whatever of the answer there was time to read.
    private static func isTaken(_ outcome: DeliveryOutcome) -> Bool {
        if case .answered(status: 200, _, _) = outcome { true } else { false }
    }

    private func poster(_ authority: Authority, _ names: NameServer) throws -> HTTPPoster {
        let loopback = ["127.0.0.1", "::1"].compactMap { AddressRange($0) }
        return HTTPPoster(
            rules: TargetRules(allowed: loopback), authorities: try NIOSSLCertificate.fromPEMFile(authority.path),
            names: Workers(.singleton), resolve: { names.addresses(of: $0) })
    }

    /// - Parameter names: What the receiver's certificate is for.
    private func withReceiver(
        certifiedAs names: String = "DNS:localhost,IP:127.0.0.1",
        _ body: (Authority, Receiver, String) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let authority = try Authority(folder)
        try "subjectAltName=\(names)\n".write(toFile: folder.path + "/names", atomically: true, encoding: .utf8)
        try authority.sign(as: "server", serial: 2)
        let receiver = try Receiver(authority)
        defer {
            receiver.stop()
            folder.remove()
        }
        let port = String(try #require(receiver.address.split(separator: ":").last))
        try await body(authority, receiver, port)
    }

    /// A name server that answers something else the second time is not asked a second time.
    @Test func theConnectionGoesToTheAddressThatWasLookedAt() async throws {
        try await withReceiver { authority, receiver, port in
            let names = NameServer(["127.0.0.1"], ["10.0.0.1"])
            let outcome = try await poster(authority, names).post(
                Self.message, to: try WebhookTarget("https://localhost:\(port)/ok"))
            #expect(Self.isTaken(outcome), "\(outcome)")
            #expect(names.count == 1)
            #expect(receiver.messages.count == 1)
        }
    }

    @Test func oneBadAddressAmongGoodOnesIsEnough() async throws {
        try await withReceiver { authority, receiver, port in
            for answer in [["127.0.0.1", "169.254.169.254"], ["10.0.0.1", "127.0.0.1"], ["::ffff:10.0.0.1"]] {
                let outcome = try await poster(authority, NameServer(answer)).post(
                    Self.message, to: try WebhookTarget("https://localhost:\(port)/ok"))
                guard case .refused = outcome else {
                    Issue.record("\(answer): \(outcome)")
                    continue
                }
            }
            #expect(receiver.messages.isEmpty)
        }
    }

    /// The certificate is checked against the name, wherever the connection goes.
    @Test func aCertificateForAnotherNameIsNotTaken() async throws {
        try await withReceiver(certifiedAs: "DNS:localhost") { authority, receiver, port in
            let outcome = try await poster(authority, NameServer(["127.0.0.1"])).post(
                Self.message, to: try WebhookTarget("https://hooks.example.com:\(port)/ok"))
            #expect(outcome == .unreachable("its certificate is for another name"))
            #expect(receiver.messages.isEmpty)
        }
    }

    @Test func anAddressThatDoesNotAnswerGivesWayToTheNext() async throws {
        try await withReceiver { authority, receiver, port in
            let outcome = try await poster(authority, NameServer(["::1", "127.0.0.1"])).post(
                Self.message, to: try WebhookTarget("https://localhost:\(port)/ok"))
            #expect(Self.isTaken(outcome), "\(outcome)")
            #expect(receiver.messages.count == 1)
        }
    }

    @Test func aPortWhereNobodyListensIsSaid() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let outcome = try await poster(try Authority(folder), NameServer(["127.0.0.1"])).post(
            Self.message, to: try WebhookTarget("https://localhost:1/ok"))
        #expect(outcome == .unreachable("Connection refused"))
    }
}
