import CZlib

/// The checksum of gzip and ZIP (RFC 1952, section 8), over bytes that come piece by piece.
package struct CRC32: Sendable {
    package private(set) var value: UInt32 = 0

    package init() {}

    package mutating func add(_ bytes: [UInt8]) {
        value = bytes.withUnsafeBufferPointer { UInt32(crc32(UInt(value), $0.baseAddress, UInt32($0.count))) }
    }
}
