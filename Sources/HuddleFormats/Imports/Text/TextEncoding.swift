/// How a file's bytes are text.
package enum TextEncoding: String, CaseIterable, Hashable, Sendable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"

    /// What the bytes say: a mark at the start, zero bytes as only UTF-16 has them, or letters that are no UTF-8.
    ///
    /// Text that is not UTF-8 is taken for Windows-1252 only where nothing in it looks like UTF-8: a damaged UTF-8 file has
    /// sound letters beside the broken ones. That one stays UTF-8, and the reader says in which line it breaks.
    package static func detect(_ pieces: ImportFile.Pieces) throws -> TextEncoding {
        var head: [UInt8] = []
        while head.count < 4, case let piece = try pieces(), !piece.isEmpty { head += piece }
        if head.starts(with: [0xef, 0xbb, 0xbf]) { return .utf8 }
        if head.starts(with: [0xff, 0xfe]) { return .utf16LittleEndian }
        if head.starts(with: [0xfe, 0xff]) { return .utf16BigEndian }
        if head.count > 1, head.count % 2 == 0 || head.count > 3 {
            let isZero = head.prefix(4).map { $0 == 0 }
            if isZero == [false, true] || isZero == [false, true, false, true] { return .utf16LittleEndian }
            if isZero == [true, false] || isZero == [true, false, true, false] { return .utf16BigEndian }
        }
        var survey = UTF8Survey()
        var piece = head
        while !piece.isEmpty {
            survey.add(piece)
            piece = try pieces()
        }
        return survey.isSound || survey.hasLetters || !survey.canBeWindows1252 ? .utf8 : .windows1252
    }

    /// The same of bytes that are all there.
    static func detect(_ bytes: [UInt8]) -> TextEncoding {
        var rest: [UInt8]? = bytes
        let found = try? detect {
            defer { rest = nil }
            return rest ?? []
        }
        return found ?? .utf8
    }

    /// The letters of Windows-1252 from 0x80 to 0x9f; zero where it has none. The others are those of Unicode.
    /// Source: WHATWG, "Encoding Standard", index windows-1252, without its stand-ins.
    static let lettersOf1252: [UInt16] = [
        0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
        0,
        0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e,
        0x0178,
    ]
}

/// Looks through bytes for what is UTF-8 in them and what is not.
///
/// Source: The Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences".
struct UTF8Survey {
    private(set) var isSound = true
    /// Whether there is a letter of more than one byte.
    private(set) var hasLetters = false
    private(set) var canBeWindows1252 = true
    /// Bytes that the letter begun still needs, and what the next of them may be.
    private var missing = 0
    private var next: ClosedRange<UInt8> = 0x80...0xbf

    mutating func add(_ bytes: [UInt8]) {
        for byte in bytes { add(byte) }
    }

    private mutating func add(_ byte: UInt8) {
        if byte < 0x80, missing == 0 {
            if byte == 0 { canBeWindows1252 = false }
            return
        }
        if (0x80...0x9f).contains(byte), TextEncoding.lettersOf1252[Int(byte) - 0x80] == 0 { canBeWindows1252 = false }
        if missing > 0 {
            if next.contains(byte) {
                missing -= 1
                next = 0x80...0xbf
                if missing == 0 { hasLetters = true }
                return
            }
            // Calendars may be folded inside a letter (RFC 5545, section 3.1).
            if byte == 0x0d || byte == 0x0a || byte == 0x20 { return }
            isSound = false
            missing = 0
        }
        next = 0x80...0xbf
        switch byte {
        case ..<0x80: break
        case 0xc2...0xdf: missing = 1
        case 0xe0: (missing, next) = (2, 0xa0...0xbf)
        case 0xed: (missing, next) = (2, 0x80...0x9f)
        case 0xe1...0xef: missing = 2
        case 0xf0: (missing, next) = (3, 0x90...0xbf)
        case 0xf1...0xf3: missing = 3
        case 0xf4: (missing, next) = (3, 0x80...0x8f)
        default: isSound = false
        }
    }
}
