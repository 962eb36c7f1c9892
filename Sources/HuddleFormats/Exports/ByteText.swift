package import HuddleCore

/// Text as bytes, which a file of many rows is put together from several times faster than from strings.
extension [UInt8] {
    package mutating func append(_ text: String) {
        append(contentsOf: text.utf8)
    }

    package mutating func append(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    package mutating func append(number: Int) {
        append(String(number))
    }

    /// ISO 8601: `2026-12-01`, or without hyphens.
    package mutating func append(_ date: CivilDate, isBasic: Bool = false) {
        append(digits: date.year, 4)
        if !isBasic { append(UInt8(ascii: "-")) }
        append(digits: date.month, 2)
        if !isBasic { append(UInt8(ascii: "-")) }
        append(digits: date.day, 2)
    }

    /// ISO 8601 in UTC: `2026-11-21T08:45:20.123Z`, or `20261121T084520Z`.
    package mutating func append(_ time: WallTime, isBasic: Bool = false) {
        var (days, rest) = time.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        if rest < 0 { (days, rest) = (days - 1, rest + 86_400_000) }
        append(CivilDate(daysSince1970: Int(days)), isBasic: isBasic)
        append(UInt8(ascii: "T"))
        let second = Int(rest / 1000)
        append(digits: second / 3600, 2)
        if !isBasic { append(UInt8(ascii: ":")) }
        append(digits: second / 60 % 60, 2)
        if !isBasic { append(UInt8(ascii: ":")) }
        append(digits: second % 60, 2)
        if !isBasic {
            append(UInt8(ascii: "."))
            append(digits: Int(rest % 1000), 3)
        }
        append(UInt8(ascii: "Z"))
    }

    /// The form 8-4-4-4-12 of RFC 9562, in lower case.
    package mutating func append(_ id: RecordID) {
        for position in 0..<32 {
            if position == 8 || position == 12 || position == 16 || position == 20 { append(UInt8(ascii: "-")) }
            let word = position < 16 ? id.digest.high : id.digest.low
            let nibble = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (position & 15))) & 0x0f
            append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
        }
    }

    private mutating func append(digits number: Int, _ width: Int) {
        var scale = 1
        for _ in 1..<width { scale *= 10 }
        while scale > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / scale % 10))
            scale /= 10
        }
    }
}
