import HuddleCore

/// Which addresses a server may call for whoever names a target.
///
/// An admin of a space is not an admin of the machine: what only the machine can reach must stay out of their reach. Every address that
/// a name stands for is looked at, and the connection goes to one of those that were.
///
/// Sources: the IANA registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890 and what it was updated by).
package struct TargetRules: Hashable, Sendable {
    /// Networks of the machine's own that its admin lets them call.
    package let allowed: [AddressRange]

    package init(allowed: [AddressRange] = []) {
        self.allowed = allowed
    }

    /// Why an address may not be called, nil where it may.
    package func refusal(of address: IPAddress) -> String? {
        if allowed.contains(where: { $0.contains(address) }) { return nil }
        if let rule = Self.refused.first(where: { $0.range.contains(address) }) { return rule.what }
        guard address.bytes.count == 16 else { return nil }
        if let inner = Self.embedded(in: address) {
            return refusal(of: inner).map { "\($0) inside an address of version 6" }
        }
        return Self.global.contains(address) ? nil : "an address that is not global"
    }

    /// The address of version 4 that is reached through one of version 6.
    private static func embedded(in address: IPAddress) -> IPAddress? {
        for (range, start) in carriers where range.contains(address) {
            return IPAddress(bytes: Array(address.bytes[start..<(start + 4)]))
        }
        return nil
    }

    /// Where the inner address starts, in bytes: NAT64 (RFC 6052) and 6to4 (RFC 3056). `IPAddress` itself takes mapped ones out.
    private static let carriers = ranges([("64:ff9b::/96", 12), ("2002::/16", 2)])

    /// Unicast that is routed.
    private static let global = ranges([("2000::/3", 0)])[0].range

    private static let refused: [(range: AddressRange, what: String)] = ranges([
        ("0.0.0.0/8", "an address of this network"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "an address shared behind a carrier's NAT"),
        ("127.0.0.0/8", "an address of the machine itself"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "an address for protocols"),
        ("192.0.2.0/24", "an address for documentation"),
        ("192.88.99.0/24", "an address of 6to4 relays"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "an address for benchmarks"),
        ("198.51.100.0/24", "an address for documentation"),
        ("203.0.113.0/24", "an address for documentation"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        // Public by its number, and the host of every machine at Azure.
        ("168.63.129.16/32", "an address of a cloud's metadata"),
        ("::/96", "an address of the machine itself, or of an old form"),
        ("64:ff9b:1::/48", "an address of local NAT64"),
        ("100::/64", "an address that leads nowhere"),
        ("2001::/23", "an address for protocols"),
        ("2001:db8::/32", "an address for documentation"),
        ("3fff::/20", "an address for documentation"),
        ("5f00::/16", "an address of segment routing"),
        ("fc00::/7", "a unique local address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a site-local address"),
        ("ff00::/8", "a multicast address"),
    ])

    private static func ranges<Value>(_ table: [(String, Value)]) -> [(range: AddressRange, what: Value)] {
        table.map { text, value in
            guard let range = AddressRange(text) else { preconditionFailure("\(text) is no range") }
            return (range, value)
        }
    }
}
