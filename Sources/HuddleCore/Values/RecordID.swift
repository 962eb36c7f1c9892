/// Names a record: a UUID of RFC 9562, version 7 for what a person captured.
///
/// What an import or a person's name gives birth to carries version 8, derived from its content, so
/// that two people who import the same file without having met name the same records.
package struct RecordID: BitwiseCopyable, Hashable, Comparable, Sendable {
    package let digest: Digest128

    package init(_ digest: Digest128) {
        self.digest = digest
    }

    /// A new version 7 id: 48 bits of milliseconds since 1970, then 74 random bits.
    package init(at time: WallTime, random: (UInt64, UInt64)) {
        let milliseconds = UInt64(time.milliseconds) & 0xffff_ffff_ffff
        self.init(
            Digest128(
                high: milliseconds << 16 | 0x7000 | random.0 & 0x0fff,
                low: 0x8000_0000_0000_0000 | random.1 & 0x3fff_ffff_ffff_ffff))
    }

    /// The version 8 id of what `content` describes. `domain` keeps equal contents of different uses apart.
    package init(derivedFrom content: [String], domain: String, hash: Hash128) {
        var bytes = Array(domain.utf8)
        for part in content {
            bytes.append(0)
            bytes += part.utf8
        }
        let digest = hash(bytes)
        self.init(
            Digest128(
                high: digest.high & 0xffff_ffff_ffff_0fff | 0x8000,
                low: digest.low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000))
    }

    /// The form 8-4-4-4-12, or 32 digits without hyphens; nil for anything else.
    package init?(_ text: some StringProtocol) {
        self.init(String(text))
    }

    /// The form 8-4-4-4-12, or 32 digits without hyphens; nil for anything else.
    package init?(_ text: String) {
        var digits: [UInt8] = []
        // Counted by hand: a capture reads an id, and `enumerated` has the runtime search for a conformance first.
        var position = 0
        for byte in text.utf8 {
            let isHyphenDue = position == 8 || position == 13 || position == 18 || position == 23
            position += 1
            if byte == UInt8(ascii: "-"), isHyphenDue, text.utf8.count == 36 { continue }
            digits.append(byte)
        }
        guard digits.count == 32, text.utf8.count == 32 || text.utf8.count == 36,
            let bytes = Hex.decode(String(decoding: digits, as: UTF8.self)),
            let digest = Digest128(exactly: bytes)
        else { return nil }
        self.init(digest)
    }

    /// How the id was made, from 0 to 15 (RFC 9562, section 4.2).
    package var version: Int { Int(digest.high >> 12 & 0x0f) }

    package static func < (left: RecordID, right: RecordID) -> Bool { left.digest < right.digest }

    /// The form 8-4-4-4-12 of RFC 9562, in lower case.
    package var text: String {
        let digits = Array(Hex.encode(digest.bytes).utf8)
        var grouped: [UInt8] = []
        for (position, digit) in digits.enumerated() {
            if position == 8 || position == 12 || position == 16 || position == 20 { grouped.append(UInt8(ascii: "-")) }
            grouped.append(digit)
        }
        return String(decoding: grouped, as: UTF8.self)
    }
}
