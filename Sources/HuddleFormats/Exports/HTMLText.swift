import HuddleCore

/// Text that a browser and a mail program show as it is.
///
/// Source: WHATWG HTML, 13.1.2.3 and 13.1.4.
enum HTMLText {
    /// For elements and quoted attributes. Line breaks stay; what else a terminal obeys is shown escaped.
    static func escape(_ text: String) -> String {
        let seen = text.visibleLines
        guard seen.utf8.contains(where: isActive) else { return seen }
        var result = ""
        result.reserveCapacity(seen.utf8.count + 16)
        for scalar in seen.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isActive(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }
}
