import HuddleCore

/// The parameters of an address as forms write them: `%` and two digits for a byte, `+` for a space.
/// Source: url.spec.whatwg.org, "application/x-www-form-urlencoded".
package enum QueryText {
    package struct Pair: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package static func encode(_ pairs: [Pair]) -> String {
        // A pair of nothing would not be there at all without its sign.
        pairs.map { pair in
            let isName = pair.value.isEmpty && !pair.name.isEmpty
            return encoded(pair.name) + (isName ? "" : "=" + encoded(pair.value))
        }.joined(separator: "&")
    }

    /// - Throws: `WireError.malformed`, where something is not written so.
    package static func decode(_ query: String) throws(WireError) -> [Pair] {
        var pairs: [Pair] = []
        for piece in query.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            pairs.append(Pair(try decoded(parts[0]), parts.count > 1 ? try decoded(parts[1]) : ""))
        }
        return pairs
    }

    private static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%")] + Hex.encode([byte]).uppercased().utf8
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func decoded(_ piece: Substring.UTF8View) throws(WireError) -> String {
        var bytes: [UInt8] = []
        var rest = piece[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2)
                guard digits.count == 2, let decoded = Hex.decode(String(decoding: digits, as: UTF8.self)) else {
                    throw .malformed("the address has a % without two digits behind it")
                }
                bytes += decoded
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed("the address has a parameter that is not UTF-8")
        }
        return text
    }
}
