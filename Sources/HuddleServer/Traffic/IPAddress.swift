import Foundation
import HuddleCore
package import NIOCore

/// An address of the internet protocol, version 4 or 6.
package struct IPAddress: Hashable, Sendable {
    /// 4 or 16. A version 4 address inside version 6 is kept as version 4.
    package let bytes: [UInt8]

    package init?(_ text: some StringProtocol) {
        guard let address = try? SocketAddress(ipAddress: String(text), port: 0) else { return nil }
        self.init(address)
    }

    package init?(_ address: SocketAddress?) {
        switch address {
        case .v4(let address):
            self.init(bytes: withUnsafeBytes(of: address.address.sin_addr) { Array($0) })
        case .v6(let address):
            self.init(version6: withUnsafeBytes(of: address.address.sin6_addr) { Array($0) })
        case .unixDomainSocket, nil: return nil
        }
    }

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Parameter bytes: 16, of which a version 4 address is taken out.
    init(version6 bytes: [UInt8]) {
        self.init(bytes: bytes.starts(with: Self.mappedPrefix) ? Array(bytes.suffix(4)) : bytes)
    }

    /// Whom limits count as one: whoever has one address of version 6 has all 2^64 of its network.
    package var network: IPAddress {
        bytes.count == 4 ? self : IPAddress(bytes: Array(bytes.prefix(8)) + [UInt8](repeating: 0, count: 8))
    }

    private static let mappedPrefix: [UInt8] = [UInt8](repeating: 0, count: 10) + [0xff, 0xff]
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        if bytes.count == 4 { return bytes.map { "\($0)" }.joined(separator: ".") }
        return (try? SocketAddress(packedIPAddress: ByteBuffer(bytes: bytes), port: 0).ipAddress) ?? Hex.encode(bytes)
    }
}

/// Addresses that begin alike: `10.0.0.0/8`, `::1`.
package struct AddressRange: Hashable, Sendable {
    package static let loopback = [
        AddressRange(start: IPAddress(bytes: [127, 0, 0, 0]), prefix: 8),
        AddressRange(start: IPAddress(bytes: [UInt8](repeating: 0, count: 15) + [1]), prefix: 128),
    ]

    package let start: IPAddress
    /// Bits.
    package let prefix: Int

    private init(start: IPAddress, prefix: Int) {
        self.start = start
        self.prefix = prefix
    }

    /// Nil for what is no address and no range.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let start = IPAddress(first) else { return nil }
        let bits = start.bytes.count * 8
        guard let prefix = parts.count == 2 ? Int(parts[1]) : bits, (0...bits).contains(prefix) else { return nil }
        self.init(start: start, prefix: prefix)
    }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == start.bytes.count else { return false }
        for (index, (one, other)) in zip(address.bytes, start.bytes).enumerated() {
            let bits = min(max(prefix - index * 8, 0), 8)
            let mask = bits == 0 ? 0 : UInt8.max << (8 - bits)
            guard one & mask == other & mask else { return false }
        }
        return true
    }
}

extension AddressRange: CustomStringConvertible {
    package var description: String { prefix == start.bytes.count * 8 ? "\(start)" : "\(start)/\(prefix)" }
}
