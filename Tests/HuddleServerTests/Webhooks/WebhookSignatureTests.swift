import Foundation
import HuddleCore
import HuddleServer
import HuddleTestSupport
import Testing

/// What a target checks.
@Suite struct WebhookSignatureTests {
    private struct Vectors: Decodable {
        struct Vector: Decodable {
            let name: String
            let id: String
            let timestamp: Int64
            let body: String
            let secrets: [String]
            let signature: String
        }

        let vectors: [Vector]
    }

    /// Written by `Protocol/reference/vectors_webhooks.py`, with Python's `hmac`.
    @Test func signaturesAreThoseOfTheVectors() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Protocol/vectors/webhooks.json")
        let vectors = try JSONDecoder().decode(Vectors.self, from: try Data(contentsOf: file)).vectors
        #expect(vectors.count >= 5)
        for vector in vectors {
            let secrets = try vector.secrets.map { text in
                let bytes = [UInt8](try #require(Data(base64Encoded: String(text.dropFirst("whsec_".count)))))
                #expect(WebhookSignature.text(of: bytes) == text, "\(vector.name)")
                return bytes
            }
            let headers = WebhookSignature.headers(
                id: vector.id, at: WallTime(milliseconds: vector.timestamp * 1000 + 999), body: Array(vector.body.utf8),
                secrets: secrets)
            #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
            #expect(
                headers.map(\.value) == [vector.id, "\(vector.timestamp)", vector.signature], "\(vector.name)")
        }
    }
}
