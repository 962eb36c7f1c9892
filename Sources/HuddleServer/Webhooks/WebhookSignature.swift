import Crypto
import Foundation
package import HuddleCore

/// Signs what is sent, so that a target knows who sent it, when, and that nobody altered it.
///
/// Source: standardwebhooks.com, "Standard Webhooks" 1.0.0, "Webhook headers" and "Signature scheme" (symmetric).
package enum WebhookSignature {
    /// `whsec_` and the secret in base64.
    package static func text(of secret: [UInt8]) -> String { prefix + Data(secret).base64EncodedString() }

    private static let prefix = "whsec_"

    /// - Parameters:
    ///   - secrets: Each signs; a target that knows one of them is content.
    ///   - time: When this try is made. A target refuses what is too old, so that nobody sends it once more.
    package static func headers(
        id: String, at time: WallTime, body: [UInt8], secrets: [[UInt8]]
    ) -> [(name: String, value: String)] {
        let seconds = String(time.milliseconds / 1000)
        let signed = Array("\(id).\(seconds).".utf8) + body
        let signatures = secrets.map { secret in
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: secret))
            return "v1," + Data(code).base64EncodedString()
        }
        return [
            ("webhook-id", id), ("webhook-timestamp", seconds),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }
}
