import HTTPTypes

/// The proxies in front of this server. What they say of where a call comes from is believed; what others say is not.
package struct Proxies: Hashable, Sendable {
    package static let none = Proxies(ranges: [])

    package let ranges: [AddressRange]

    package init(ranges: [AddressRange]) {
        self.ranges = ranges
    }

    package func contains(_ address: IPAddress) -> Bool {
        ranges.contains { $0.contains(address) }
    }

    /// Who calls: the peer, or where the peer is one of the proxies, the last address in `X-Forwarded-For` that is none.
    ///
    /// Each proxy writes behind what was there before, so what stands to the left of the last stranger was written by
    /// strangers.
    package func caller(peer: IPAddress?, forwardedFor fields: [String]) -> IPAddress? {
        guard let peer, contains(peer) else { return peer }
        var caller = peer
        for text in fields.flatMap({ $0.split(separator: ",") }).reversed() {
            guard let address = IPAddress(Self.withoutPort(text.trimmingPrefix { $0 == " " })) else { break }
            caller = address
            if !contains(address) { break }
        }
        return caller
    }

    /// Some proxies write `192.0.2.1:4711` or `[2001:db8::1]:4711`.
    private static func withoutPort(_ text: Substring) -> Substring {
        var text = text
        while text.last == " " { text.removeLast() }
        if text.first == "[" { return text.dropFirst().prefix { $0 != "]" } }
        return text.count(where: { $0 == ":" }) == 1 ? text.prefix { $0 != ":" } : text
    }
}

extension HTTPField.Name {
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
}
