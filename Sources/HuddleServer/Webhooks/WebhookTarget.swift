import HuddleCore

/// The address of a webhook's target, as it was checked before anything was kept.
package struct WebhookTarget: Hashable, Sendable {
    package let url: String
    /// A name, or an address without brackets.
    package let host: String
    package let port: Int

    /// - Throws: `Fault`.
    package init(_ text: String) throws(Fault) {
        guard text.utf8.count <= Limits.webhookURLBytes else { throw .tooLong(bytes: text.utf8.count) }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }) else { throw .badSign }
        let scheme = "https://"
        guard text.prefix(scheme.count).lowercased() == scheme else { throw .notHTTPS }
        let rest = text.dropFirst(scheme.count)
        guard !rest.contains("#") else { throw .fragment }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { throw .userInfo }
        let (host, port) = try Self.parts(of: authority)
        self.host = host.lowercased()
        self.port = port
        let tail = rest.dropFirst(authority.count)
        let place = (self.host.contains(":") ? "[\(self.host)]" : self.host) + (port == 443 ? "" : ":\(port)")
        url = scheme + place + (tail.hasPrefix("/") ? "" : "/") + tail
    }

    /// What lists and logs show of it: the path is often a secret.
    package var place: String {
        (host.contains(":") ? "[\(host)]" : host) + (port == 443 ? "" : ":\(port)")
    }

    private static func parts(of authority: Substring) throws(Fault) -> (host: String, port: Int) {
        var (host, port) = (authority, Substring("443"))
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw .badHost }
            host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw .badHost }
            if !rest.isEmpty { port = rest.dropFirst() }
            guard IPAddress(host)?.bytes.count == 16 || IPAddress(host) != nil && host.contains(":") else {
                throw .badHost
            }
        } else {
            if let colon = authority.firstIndex(of: ":") {
                host = authority[..<colon]
                port = authority[authority.index(after: colon)...]
            }
            guard (1...253).contains(host.utf8.count), host.utf8.allSatisfy(isHostSign) else { throw .badHost }
        }
        guard let number = UInt16(port), number > 0, port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .badPort
        }
        return (String(host), Int(number))
    }

    private static func isHostSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Why an address cannot be a target.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case tooLong(bytes: Int)
        case badSign, notHTTPS, fragment, userInfo, badHost, badPort

        package var description: String {
            switch self {
            case .tooLong(let bytes): "the address has \(bytes) bytes, the limit is \(Limits.webhookURLBytes)"
            case .badSign: "the address holds a space, a backslash or letters beyond ASCII: write these as %20 or xn--…"
            case .notHTTPS: "the address does not start with https://"
            case .fragment: "the address has a part behind #, which is never sent"
            case .userInfo: "the address has a user or a password in front of @: a signature says who sends"
            case .badHost: "the address names no host"
            case .badPort: "the address's port is no number from 1 to 65535"
            }
        }
    }
}
