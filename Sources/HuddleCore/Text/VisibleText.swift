extension StringProtocol {
    /// This text on one line with nothing in it that a terminal obeys or a reader cannot see: control
    /// characters (C0, DEL, C1), line separators and signs that turn the reading direction become
    /// escapes such as `\n` and `\u{1b}`.
    package var visible: String { escaped { _ in false } }

    /// Like `visible`, but line breaks and tabs stay.
    package var visibleLines: String { escaped { $0 == "\n" || $0 == "\t" } }

    private func escaped(keeping isKept: (Unicode.Scalar) -> Bool) -> String {
        guard utf8.contains(where: { $0.mayBeginWhatTerminalsObey }),
            unicodeScalars.contains(where: { $0.isObeyedByTerminals && !isKept($0) })
        else { return String(self) }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar.isObeyedByTerminals, !isKept(scalar) {
                // One by one: appending a whole text copies all of the result, each time.
                for letter in scalar.escape.unicodeScalars { result.append(letter) }
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}

extension UInt8 {
    /// Whether a scalar whose UTF-8 begins with this byte may be one that terminals obey.
    package var mayBeginWhatTerminalsObey: Bool {
        switch self {
        case 0x00...0x1f, 0x7f, 0xc2, 0xd8, 0xe2: true
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// Control characters, line and paragraph separators, and the marks, embeddings, overrides and isolates of
    /// bidirectional text (Unicode Standard Annex #9).
    package var isObeyedByTerminals: Bool {
        switch value {
        case 0x00...0x1f, 0x7f...0x9f, 0x061c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }

    fileprivate var escape: String {
        switch value {
        case 0x0a: "\\n"
        case 0x0d: "\\r"
        case 0x09: "\\t"
        default: "\\u{" + String(value, radix: 16) + "}"
        }
    }
}
