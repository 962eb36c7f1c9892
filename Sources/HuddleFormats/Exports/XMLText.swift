import HuddleCore

/// Text in an element of XML 1.0.
///
/// What XML has no sign for, and what a terminal obeys, is shown escaped, as in `visibleLines`.
/// Source: XML 1.0 (fifth edition), 2.2 and 2.4.
enum XMLText {
    /// - Parameter units: So many UTF-16 units of text at most, the last of them `…` where it was cut.
    /// - Returns: Whether the text was cut.
    @discardableResult
    static func append(_ text: String, units: Int = .max, isCell: Bool = false, to out: inout [UInt8]) -> Bool {
        var shown = text.visibleLines
        // `_x0041_` is a coded sign in a cell: its first underline is coded itself.
        if isCell, shown.utf8.contains(UInt8(ascii: "_")) { shown = coded(shown) }
        var isCut = false
        if shown.utf8.count > units, shown.utf16.count > units {
            var kept = String.UnicodeScalarView()
            var count = 1
            for scalar in shown.unicodeScalars {
                count += scalar.value > 0xffff ? 2 : 1
                if count > units { break }
                kept.append(scalar)
            }
            shown = String(kept) + "…"
            isCut = true
        }
        shown.withUTF8 { bytes in
            guard bytes.contains(where: needsCare) else { return out.append(contentsOf: bytes) }
            for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
                switch scalar {
                case "&": out.append("&amp;")
                case "<": out.append("&lt;")
                case ">": out.append("&gt;")
                case "\"": out.append("&quot;")
                case "\u{fffe}", "\u{ffff}": out.append("\\u{" + String(scalar.value, radix: 16) + "}")
                default: out.append(contentsOf: UTF8.encode(scalar) ?? .init())
                }
            }
        }
        return isCut
    }

    private static func coded(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        for (position, byte) in bytes.enumerated() {
            let rest = bytes[position...].prefix(7)
            if byte == UInt8(ascii: "_"), rest.count == 7, rest.last == UInt8(ascii: "_"),
                rest.dropFirst().first == UInt8(ascii: "x"),
                Hex.decode(String(decoding: rest.dropFirst(2).prefix(4), as: UTF8.self)) != nil
            {
                result.append("_x005F")
            }
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func needsCare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), 0xef: true
        default: false
        }
    }
}
