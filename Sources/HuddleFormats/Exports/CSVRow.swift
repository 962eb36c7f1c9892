/// One record of a CSV file.
///
/// Source: RFC 4180, section 2; OWASP, "CSV Injection".
package enum CSVRow {
    /// The fields with commas between them and CRLF at the end.
    package static func text(_ fields: [String]) -> String {
        fields.map(field).joined(separator: ",") + "\r\n"
    }

    /// A field that no spreadsheet runs: in quotes where it needs them, with an apostrophe before a formula.
    static func field(_ text: String) -> String {
        let neutral = isFormula(text) ? "'" + text : text
        guard needsQuotes(neutral) else { return neutral }
        guard neutral.utf8.contains(UInt8(ascii: "\"")) else { return "\"" + neutral + "\"" }
        var quoted = "\""
        for scalar in neutral.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
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

    private static func needsQuotes(_ text: String) -> Bool {
        if text.utf8.first == UInt8(ascii: " ") || text.utf8.last == UInt8(ascii: " ") { return true }
        return text.utf8.contains { byte in
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
