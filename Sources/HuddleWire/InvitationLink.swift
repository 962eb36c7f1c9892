import Foundation
import HuddleCore

/// The link that makes a device one of a member's: `https://host/join#SECRET`.
///
/// The secret stands in the fragment, which browsers do not send and proxies do not log.
package struct InvitationLink: Hashable, Sendable {
    /// The server's address, without a slash at the end.
    package let server: String
    package let secret: [UInt8]

    package init(server: String, secret: [UInt8]) {
        self.server = String(server.reversed().drop { $0 == "/" }.reversed())
        self.secret = secret
    }

    /// Nil for what is no such link.
    package init?(_ text: String) {
        guard let hash = text.firstIndex(of: "#"),
            let secret = Base64URL.decode(text[text.index(after: hash)...]), secret.count == Limits.tokenBytes,
            // As it is written: what only decodes to this, or stands in a query, is no part of the server's address.
            text[..<hash].hasSuffix("/join"),
            let url = URL(string: String(text[..<hash])), let scheme = url.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let host = url.host, !host.isEmpty, url.query == nil,
            url.path.hasSuffix("/join")
        else { return nil }
        self.init(server: String(text[..<hash].dropLast("/join".count)), secret: secret)
    }

    package var text: String { server + "/join#" + Base64URL.encode(secret) }
}

/// base64url without padding (RFC 4648, section 5).
package enum Base64URL {
    package static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") }) else { return nil }
        let standard = String(text).replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        return Data(base64Encoded: standard + padding).map { Array($0) }
    }
}
