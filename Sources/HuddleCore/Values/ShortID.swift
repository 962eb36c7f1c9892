/// The letters that name a record on a screen: as few as are unambiguous, and at least four.
///
/// They spell the random end of the record's id, four bits a letter, in letters only: a short id is
/// never mistaken for a number in a list or a date, and without vowels it spells no words.
package struct ShortID: Hashable, Comparable, Sendable {
    /// Letters in a full handle: 56 of the record's random bits.
    package static let letterCount = 14
    package static let fewestLetters = 4
    package static let alphabet = Array("bcdfghjkmnpqrstv".utf8)

    /// The handle's 56 bits; the first letter is the highest four.
    package let bits: UInt64

    package init(bits: UInt64) {
        self.bits = bits
    }

    package init(_ id: RecordID) {
        bits = id.digest.low & 0x00ff_ffff_ffff_ffff
    }

    package static func < (left: ShortID, right: ShortID) -> Bool { left.bits < right.bits }

    /// The first `count` letters.
    package func letters(_ count: Int = Self.letterCount) -> String {
        let nibbles = (0..<min(count, Self.letterCount)).map { position in
            Self.alphabet[Int(bits >> (4 * (Self.letterCount - 1 - position))) & 0x0f]
        }
        return String(decoding: nibbles, as: UTF8.self)
    }

    /// How many letters this handle has in common with another at the start.
    package func sharedLetters(with other: ShortID) -> Int {
        let difference = bits ^ other.bits
        return difference == 0 ? Self.letterCount : (difference.leadingZeroBitCount - 8) / 4
    }

    /// How many letters tell this handle from its neighbours in the sorted order of all handles.
    package func fewestLetters(between previous: ShortID?, and next: ShortID?) -> Int {
        let shared = max(previous.map(sharedLetters) ?? 0, next.map(sharedLetters) ?? 0)
        return min(max(Self.fewestLetters, shared + 1), Self.letterCount)
    }

    /// The fewest letters that tell this handle from its neighbours in the sorted order of all handles.
    package func shortest(between previous: ShortID?, and next: ShortID?) -> String {
        letters(fewestLetters(between: previous, and: next))
    }

    /// The handles that start with `prefix`, or nil where it holds another sign than a handle's letters.
    package static func range(of prefix: some StringProtocol) -> ClosedRange<UInt64>? {
        var bits: UInt64 = 0
        var count = 0
        for letter in prefix.utf8 {
            let lowered = letter | 0x20
            guard count < letterCount, let nibble = alphabet.firstIndex(of: lowered) else { return nil }
            bits = bits << 4 | UInt64(nibble)
            count += 1
        }
        guard count > 0 else { return nil }
        let open = UInt64(4 * (letterCount - count))
        return bits << open...(bits << open | (1 << open - 1))
    }
}
