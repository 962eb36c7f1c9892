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

    /// Nil for what is no such link, such as one with a user in front of its host.
    package init?(_ text: String) {
        guard let hash = text.firstIndex(of: "#"),
            let secret = Base64URL.decode(text[text.index(after: hash)...]), secret.count == Limits.tokenBytes,
            // As it is written: what only decodes to this, or stands in a query, is no part of the server's address.
            text[..<hash].hasSuffix("/join"),
            let url = URL(string: String(text[..<hash])), let scheme = url.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let host = url.host, !host.isEmpty, url.query == nil,
            url.path.hasSuffix("/join"), !Self.namesUser(text)
        else { return nil }
        self.init(server: String(text[..<hash].dropLast("/join".count)), secret: secret)
    }

    /// Whether a user stands in front of a link's host. In `https://huddle.example.com@evil.example/`, the host is the last.
    package static func namesUser(_ link: String) -> Bool { authority(link.prefix { $0 != "#" }).contains("@") }

    /// Whether what is sent to the server can be read and changed on its way: http, and not to this machine.
    package var isReadableByOthers: Bool {
        server.prefix { $0 != ":" }.lowercased() != "https" && !Self.isLoopback(Self.authority(server[...]))
    }

    /// What stands between `//` and the path (RFC 3986, section 3.2).
    private static func authority(_ url: Substring) -> Substring {
        guard let start = url.firstRange(of: "://") else { return "" }
        return url[start.upperBound...].prefix { $0 != "/" && $0 != "?" }
    }

    /// Whether a host and port are this machine's own: localhost, 127.0.0.0/8 (RFC 1122, section 3.2.1.3) or ::1 (RFC 4291,
    /// section 2.5.3). Other spellings of these count as another machine's.
    private static func isLoopback(_ authority: Substring) -> Bool {
        if authority.hasPrefix("[") { return authority == "[::1]" || authority.hasPrefix("[::1]:") }
        let host = authority.prefix { $0 != ":" }
        if host.lowercased() == "localhost" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        // Digits as they are written back: the C library takes 0127 for 87.
        return parts.count == 4 && parts.first == "127"
            && parts.allSatisfy { part in UInt8(part).map { "\($0)" == part } ?? false }
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
