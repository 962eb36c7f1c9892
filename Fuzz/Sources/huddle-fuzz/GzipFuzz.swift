import HuddleWire

/// Unpacking ends at its limit, and what was unpacked packs and unpacks to the same.
enum GzipFuzz {
    private static let limit = 64 * 1024

    static func run(_ bytes: [UInt8]) {
        if let plain = try? Gzip.decompress(bytes, limit: limit) {
            precondition(plain.count <= limit, "more than the limit")
        }
        let packed = Gzip.compress(bytes, level: 1)
        precondition((try? Gzip.decompress(packed, limit: max(1, bytes.count))) == bytes, "not what was packed")
    }
}
