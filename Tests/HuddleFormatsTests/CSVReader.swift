import HuddleFormats

/// Reads what RFC 4180 describes, and nothing more lenient.
enum CSVReader {
    static func rows(_ text: String, separator: Unicode.Scalar = ",") -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = String.UnicodeScalarView()
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"" where isQuoted && scalars.first == "\"": field.append(scalars.removeFirst())
            case "\"": isQuoted.toggle()
            case separator where !isQuoted: (row, field) = (row + [String(field)], .init())
            case "\r" where !isQuoted && scalars.first == "\n":
                scalars.removeFirst()
                rows.append(row + [String(field)])
                (row, field) = ([], .init())
            default: field.append(scalar)
            }
        }
        precondition(row.isEmpty && field.isEmpty && !isQuoted, "the last row ends in CRLF")
        return rows
    }

    /// A field as it was before it was made inert.
    static func original(_ field: String) -> String {
        guard field.unicodeScalars.first == "'", case let rest = String(field.unicodeScalars.dropFirst()),
            DelimitedRow.isFormula(rest)
        else { return field }
        return rest
    }
}
