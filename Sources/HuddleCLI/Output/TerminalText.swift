import HuddleCore

/// Makes bytes of any format safe for a terminal, piece by piece: what a terminal obeys is shown escaped, line breaks and tabs stay.
package struct TerminalText {
    /// The start of a character, or of a CR LF, whose end has not come yet.
    private var held: [UInt8] = []

    package init() {}

    /// What can be shown now.
    package mutating func shown(_ piece: [UInt8]) -> String {
        let bytes = held + piece
        let heldCount = Self.unfinishedCount(bytes)
        held = Array(bytes.suffix(heldCount))
        return Self.escaped(bytes.dropLast(heldCount))
    }

    /// What is left at the end.
    package mutating func end() -> String {
        defer { held = [] }
        return Self.escaped(held[...])
    }

    /// A CR stays in front of a line break alone: elsewhere it lets a text write over what stands before it.
    private static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\r\n" as Character, omittingEmptySubsequences: false)
        return lines.map(\.visibleLines).joined(separator: "\r\n")
    }

    /// How many bytes at the end belong to what goes on in the next piece.
    private static func unfinishedCount(_ bytes: [UInt8]) -> Int {
        if bytes.last == UInt8(ascii: "\r") { return 1 }
        for count in 1...3 where count <= bytes.count {
            // Source: RFC 3629, section 3: the first byte's leading ones are the number of bytes.
            switch (~bytes[bytes.count - count]).leadingZeroBitCount {
            case 1: continue
            case let length where length >= 2: return length > count ? count : 0
            default: return 0
            }
        }
        return 0
    }
}
