import HuddleCore

/// Text that a Markdown parser shows as it is: no heading, list, link, address, emphasis, HTML or entity comes of it.
///
/// Source: CommonMark 0.31.2, sections 2.4 (backslash escapes) and 6.5 (autolinks); GitHub Flavored Markdown 0.29,
/// section 6.9 (extended autolinks).
package enum MarkdownText {
    /// One line; control characters are shown escaped. Never empty.
    package static func escape(_ text: String) -> String {
        if isPlain(text) { return text }
        let line = folded(text)
        guard !line.isEmpty else { return "(empty)" }
        var result: [UInt8] = []
        result.reserveCapacity(line.utf8.count + 8)
        var previous: Unicode.Scalar = " "
        var isLeading = true
        var scalars = line.unicodeScalars.makeIterator()
        var upcoming = scalars.next()
        while let scalar = upcoming {
            upcoming = scalars.next()
            let next = upcoming ?? " "
            if isActive(scalar) || isLeading && startsBlock(scalar)
                || startsAddress(scalar, after: previous, before: next)
            {
                result.append(UInt8(ascii: "\\"))
            }
            if scalar.isASCII {
                result.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                result.append(contentsOf: UTF8.encode(scalar) ?? .init())
            }
            if !(scalar.isDigit && isLeading) { isLeading = false }
            previous = scalar
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether nothing in it needs a second look, as in most texts.
    private static func isPlain(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard let first = bytes.first, bytes.last != UInt8(ascii: " ") else { return false }
            var previous = first
            for byte in bytes.dropFirst() {
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ","), UInt8(ascii: "'"), UInt8(ascii: "/"):
                    break
                case UInt8(ascii: "."):
                    if previous == UInt8(ascii: "w") || previous == UInt8(ascii: "W") { return false }
                case UInt8(ascii: " "): if previous == UInt8(ascii: " ") { return false }
                default: return false
                }
                previous = byte
            }
            switch first {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return true
            default: return false
            }
        }
    }

    /// Line breaks and tabs become spaces, ends are trimmed; what else a terminal obeys becomes an escape.
    private static func folded(_ text: String) -> String {
        if isFolded(text) { return text }
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t", " ": if line.last != " ", !line.isEmpty { line.append(" ") }
            default: line.append(scalar)
            }
        }
        while let last = line.last, last.properties.isWhitespace, !last.isObeyedByTerminals { line.removeLast() }
        return String(line).visible
    }

    /// Whether it is one line of printable ASCII already, as most texts are.
    private static func isFolded(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.last != UInt8(ascii: " ") else { return false }
            var previous = UInt8(ascii: " ")
            for byte in bytes {
                guard (0x20...0x7e).contains(byte), byte != UInt8(ascii: " ") || previous != byte else { return false }
                previous = byte
            }
            return true
        }
    }

    private static func isActive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\\", "`", "*", "_", "[", "]", "<", ">", "&", "~", "|", "#", "@", "$", "^": true
        default: false
        }
    }

    /// Signs of lists, rules and underlines, where nothing but digits stands before them.
    private static func startsBlock(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "-", "+", "=", ".", ")", ":": true
        default: false
        }
    }

    /// The colon of `https:` and the dot of `www.`, without which no reader makes a link of them.
    private static func startsAddress(
        _ scalar: Unicode.Scalar, after previous: Unicode.Scalar, before next: Unicode.Scalar
    ) -> Bool {
        switch scalar {
        case ":": next == "/" || (previous.isLetter || previous.isDigit) && !next.properties.isWhitespace
        case ".": previous == "w" || previous == "W"
        default: false
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}
