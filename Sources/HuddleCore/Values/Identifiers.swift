/// Names a change: the first 16 bytes of the SHA-256 of the bytes its author wrote.
///
/// It is computed by whoever holds those bytes and never sent, so nobody can claim an id that the
/// bytes do not have.
package struct ChangeID: Hashable, Comparable, Sendable {
    package let digest: Digest128

    package init(_ digest: Digest128) {
        self.digest = digest
    }

    package static func < (left: ChangeID, right: ChangeID) -> Bool { left.digest < right.digest }

    package var hex: String { Hex.encode(digest.bytes) }
}

/// One incarnation of one installation: 64 random bits, never reused, renewed when in doubt.
package struct ReplicaID: Hashable, Comparable, Sendable {
    package let bits: UInt64

    package init(bits: UInt64) {
        self.bits = bits
    }

    package init?(hex: some StringProtocol) {
        guard let bytes = Hex.decode(hex), bytes.count == 8 else { return nil }
        self.init(bits: bytes.reduce(0) { $0 << 8 | UInt64($1) })
    }

    package static func < (left: ReplicaID, right: ReplicaID) -> Bool { left.bits < right.bits }

    package var hex: String { Hex.encode(bits) }
}

/// How far the log of a space has been read: a position, and a hash of everything up to it.
///
/// Equal cursors prove equal histories; a number alone would not notice a server restored from an
/// old backup.
package struct Cursor: Hashable, Sendable {
    package static let start = Cursor(seq: 0, chain: .zero)

    package let seq: UInt64
    /// chain(n) = SHA-256(chain(n−1) ‖ id(n)), first 16 bytes; chain(0) is sixteen zero bytes.
    package let chain: Digest128

    package init(seq: UInt64, chain: Digest128) {
        self.seq = seq
        self.chain = chain
    }

    /// The cursor after one more change was read.
    package func advanced(over id: ChangeID, hash: Hash128) -> Cursor {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2 * Digest128.byteCount)
        chain.append(to: &bytes)
        id.digest.append(to: &bytes)
        return Cursor(seq: seq + 1, chain: hash(bytes))
    }
}
