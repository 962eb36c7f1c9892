/// How one field of a row of CSV or TSV is written.
///
/// Source: RFC 4180, section 2; OWASP, "CSV Injection".
package struct DelimitedRow: Sendable {
    let separator: UInt8
    /// Whether formulas stay formulas: for programs, never for spreadsheets.
    private let isRaw: Bool

    package init(separator: Unicode.Scalar = ",", isRaw: Bool = false) {
        self.separator = UInt8(ascii: separator)
        self.isRaw = isRaw
    }

    /// The fields with separators between them and CRLF at the end.
    package func append(_ fields: [String], to out: inout [UInt8]) {
        for (position, field) in fields.enumerated() {
            if position > 0 { out.append(separator) }
            append(field, to: &out)
        }
        out.append("\r\n" as StaticString)
    }

    /// A field that no spreadsheet runs: in quotes where it needs them, with an apostrophe before a formula.
    package func append(_ text: String, to out: inout [UInt8]) {
        var text = text
        let isNeutral = !isRaw && Self.isFormula(text)
        text.withUTF8 { bytes in
            guard isNeutral || !bytes.isEmpty else { return }
            let needsQuotes = needsQuotes(bytes)
            if needsQuotes { out.append(UInt8(ascii: "\"")) }
            if isNeutral { out.append(UInt8(ascii: "'")) }
            if needsQuotes {
                for byte in bytes {
                    if byte == UInt8(ascii: "\"") { out.append(byte) }
                    out.append(byte)
                }
                out.append(UInt8(ascii: "\""))
            } else {
                out.append(contentsOf: bytes)
            }
        }
    }

    /// Whether a spreadsheet may take `text` for a formula: `=`, `+`, `-` or `@`, in ASCII or full width, after
    /// whatever a spreadsheet may drop. A text that starts so after apostrophes of its own counts too, so that taking
    /// one apostrophe off gives every text back.
    package static func isFormula(_ text: String) -> Bool {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "=", "+", "-", "@", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}", "\u{2212}", "\u{fe62}", "\u{fe63}",
                "\u{fe66}", "\u{fe6b}":
                return true
            case "\t", "\r": return true
            case "'", " ": continue
            case "0"..."9", "A"..."Z", "a"..."z": return false
            default:
                guard scalar.isDropped else { return false }
            }
        }
        return false
    }

    private func needsQuotes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if bytes.first == UInt8(ascii: " ") || bytes.last == UInt8(ascii: " ") { return true }
        return bytes.contains { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x0a, 0x0d, 0x09: true
            default: false
            }
        }
    }
}

extension Unicode.Scalar {
    /// White space, control characters and signs that are not seen.
    fileprivate var isDropped: Bool {
        if properties.isWhitespace { return true }
        switch properties.generalCategory {
        case .control, .format: return true
        default: return false
        }
    }
}
