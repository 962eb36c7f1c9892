/// A number of bytes as people write and read it: 512 MiB, 2G.
package struct ByteCount: Hashable, Sendable {
    package let bytes: UInt64

    package init(_ bytes: UInt64) {
        self.bytes = bytes
    }

    private static let units: [(letter: Character, shift: UInt64)] = [("T", 40), ("G", 30), ("M", 20), ("K", 10)]

    /// Digits, then a unit or none: `500M`, `500MB` and `500 MiB` are the same, 1,024 times 1,024 to the million.
    package init?(parsing text: String) {
        let word = text.filter { $0 != " " }.uppercased()
        let digits = word.prefix { ("0"..."9").contains($0) }
        guard let number = UInt64(String(digits)) else { return nil }
        var unit = word.dropFirst(digits.count)
        var shift: UInt64 = 0
        if let known = Self.units.first(where: { unit.first == $0.letter }) {
            shift = known.shift
            unit = unit.dropFirst()
            if unit.first == "I" { unit = unit.dropFirst() == "B" ? unit.dropFirst() : "?" }
        }
        guard unit.isEmpty || unit == "B", number <= UInt64.max >> shift else { return nil }
        self.init(number << shift)
    }

    /// With one decimal from a KiB on, rounded down.
    package var text: String {
        guard let unit = Self.units.first(where: { bytes >> $0.shift > 0 }) else { return "\(bytes) B" }
        let tenths = (bytes & ((1 << unit.shift) - 1)) * 10 >> unit.shift
        return "\(bytes >> unit.shift).\(tenths) \(unit.letter)iB"
    }
}
