import Foundation
import NIOSSL

/// What the machine's admin says of webhooks.
struct WebhookSettings: Sendable {
    let rules: TargetRules
    let authorityFile: String?

    /// - Throws: `CommandError.badCertificate`.
    func authorities() throws(CommandError) -> [NIOSSLCertificate] {
        guard let path = authorityFile else { return [] }
        guard let found = try? NIOSSLCertificate.fromPEMFile(path), !found.isEmpty else {
            throw .badCertificate(
                path: path, detail: "there is no such file, no permission to read it, or no certificate in it")
        }
        return found
    }
}
