import Crypto
package import HuddleCore

/// The hash that names changes, links the log's chain and derives record ids: the first 16 bytes of a SHA-256.
package enum Fingerprint {
    package static let hash128: Hash128 = { bytes in
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (position, byte) in SHA256.hash(data: bytes).prefix(Digest128.byteCount).enumerated() {
            if position < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
        }
        return Digest128(high: high, low: low)
    }
}

/// Tokens are known to a server by this alone.
package enum TokenHash {
    /// The whole SHA-256, 32 bytes.
    package static func of(_ token: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: token))
    }
}
