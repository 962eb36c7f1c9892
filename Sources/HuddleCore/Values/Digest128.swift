/// Sixteen bytes that name or fingerprint something, ordered as bytes are.
package struct Digest128: BitwiseCopyable, Hashable, Comparable, Sendable {
    package static let byteCount = 16
    package static let zero = Digest128(high: 0, low: 0)

    /// Bytes 0 to 7, big-endian.
    package let high: UInt64
    /// Bytes 8 to 15, big-endian.
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The first 16 of `bytes`, or nil when there are fewer.
    package init?(prefixOf bytes: some Sequence<UInt8>) {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var count = 0
        for byte in bytes.prefix(Self.byteCount) {
            if count < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
            count += 1
        }
        guard count == Self.byteCount else { return nil }
        self.init(high: high, low: low)
    }

    /// Exactly 16 bytes, or nil.
    package init?(exactly buffer: UnsafeRawBufferPointer) {
        guard buffer.count == Self.byteCount else { return nil }
        self.init(
            high: UInt64(bigEndian: buffer.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }

    /// Exactly 16 bytes, or nil.
    package init?(exactly bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(prefixOf: bytes)
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        append(to: &bytes)
        return bytes
    }

    package func append(to bytes: inout [UInt8]) {
        withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// All 16, without an array of their own.
    package func withUnsafeBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        Swift.withUnsafeBytes(of: (high.bigEndian, low.bigEndian), body)
    }

    package static func < (left: Digest128, right: Digest128) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}

/// The first 16 bytes of a SHA-256 over the given bytes. Handed in, because Core imports nothing.
package typealias Hash128 = @Sendable ([UInt8]) -> Digest128
