/// Names a record: a UUID of RFC 9562, version 8, that follows from the record's birth.
///
/// Nobody else can give birth to a record of this id, or move its type or author. There are two sorts: what a person captured has
/// a zero in the first byte, and its id covers who wrote it and what (`Change.bornRecord`); what is derived from a person's name
/// or an imported file has its `Derivation` there, so that two people who have never met name the same record.
/// Source: Protocol/merging.md, "Names of records".
package struct RecordID: BitwiseCopyable, Hashable, Comparable, Sendable {
    package let digest: Digest128

    package init(_ digest: Digest128) {
        self.digest = digest
    }

    /// A random id, for what is no record of a log: spaces, members, devices. Version 7: 48 bits of milliseconds since 1970,
    /// then 74 random bits.
    package init(at time: WallTime, random: (UInt64, UInt64)) {
        let milliseconds = UInt64(time.milliseconds) & 0xffff_ffff_ffff
        self.init(
            Digest128(
                high: milliseconds << 16 | 0x7000 | random.0 & 0x0fff,
                low: 0x8000_0000_0000_0000 | random.1 & 0x3fff_ffff_ffff_ffff))
    }

    /// The id of the record that `content` describes.
    package init(derivedFrom content: [String], _ derivation: Derivation, hash: Hash128) {
        self.init(derivedFrom: content, domain: derivation.domain, firstByte: derivation.firstByte, hash: hash)
    }

    /// An id for something else than a record: `domain` keeps equal contents of different uses apart.
    package init(derivedFrom content: [String], domain: String, hash: Hash128) {
        self.init(derivedFrom: content, domain: domain, firstByte: 0, hash: hash)
    }

    private init(derivedFrom content: [String], domain: String, firstByte: UInt8, hash: Hash128) {
        var bytes = Array(domain.utf8)
        for part in content {
            bytes.append(0)
            bytes += part.utf8
        }
        self.init(hash(bytes), firstByte: firstByte)
    }

    /// Version 8, with a first byte that says what it follows from.
    init(_ digest: Digest128, firstByte: UInt8) {
        self.init(
            Digest128(
                high: digest.high & 0x00ff_ffff_ffff_0fff | 0x8000 | UInt64(firstByte) << 56,
                low: digest.low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000))
    }

    /// Whether it can only follow from a birth that is written elsewhere too: a person's name, or something imported.
    package var isDerived: Bool { version == 8 && digest.high >> 63 == 1 }

    /// What it was derived from; nil for what was captured, and for what a newer version derives.
    package var derivation: Derivation? {
        isDerived ? Derivation(rawValue: UInt8(truncatingIfNeeded: digest.high >> 56) & 0x7f) : nil
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
