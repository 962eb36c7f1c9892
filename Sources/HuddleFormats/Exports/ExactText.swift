import HuddleCore

/// A text as a format with one line can show it, and as it is.
///
/// Source: `Protocol/formats.md`, "Exact texts" and "One line".
package enum ExactText {
    /// The text on one line, with nothing in it that a terminal obeys.
    package static func oneLine(_ text: String) -> String {
        isOneLine(text) ? text : folded(text)
    }

    /// Nearly every text is. A text of which this cannot tell counts as none.
    private static func isOneLine(_ text: String) -> Bool {
        let space = UInt8(ascii: " ")
        var previous = space
        for byte in text.utf8 {
            if byte.mayBeginWhatTerminalsObey || byte == space && previous == space { return false }
            previous = byte
        }
        return previous != space
    }

    private static func folded(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t", " ": if line.last != " ", !line.isEmpty { line.append(" ") }
            default: line.append(scalar)
            }
        }
        if line.last == " " { line.removeLast() }
        return String(line).visible
    }

    /// What stands beside the shown text so that it can be read back: nil where that is the same.
    package static func exact(_ text: String, shown: String) -> String? {
        text.utf8.elementsEqual(shown.utf8) ? nil : Base64.encode(Array(text.utf8))
    }
}
