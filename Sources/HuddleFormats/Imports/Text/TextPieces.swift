/// A file's text as UTF-8, piece by piece, without a byte order mark.
///
/// What is no text in the file's encoding becomes the byte 0xff, which no UTF-8 has: whoever reads a line can say so.
struct TextPieces {
    private static let broken: UInt8 = 0xff

    private let pieces: ImportFile.Pieces
    private let encoding: TextEncoding
    private var isAtStart = true
    /// Half a unit of UTF-16, from the end of the last piece.
    private var half: UInt8?
    /// The first half of a pair of UTF-16.
    private var lead: UInt16?

    init(_ pieces: @escaping ImportFile.Pieces, encoding: TextEncoding) {
        self.pieces = pieces
        self.encoding = encoding
    }

    /// The text of bytes that are all there.
    static func whole(_ bytes: [UInt8], encoding: TextEncoding) -> [UInt8] {
        var rest: [UInt8]? = bytes
        var pieces = TextPieces(
            {
                defer { rest = nil }
                return rest ?? []
            }, encoding: encoding)
        var text: [UInt8] = []
        while let piece = (try? pieces.next()) ?? nil { text += piece }
        return text
    }

    /// - Returns: Nil at the end.
    mutating func next() throws -> [UInt8]? {
        while true {
            var piece = try pieces()
            if isAtStart, encoding == .utf8 {
                while piece.count < 3, case let more = try pieces(), !more.isEmpty { piece += more }
                if piece.starts(with: [0xef, 0xbb, 0xbf]) {
                    piece.removeFirst(3)
                    if piece.isEmpty { piece = try pieces() }
                }
            }
            let isStart = isAtStart
            isAtStart = false
            guard !piece.isEmpty else { return end() }
            let text = decoded(piece)
            let mark: [UInt8] = [0xef, 0xbb, 0xbf]
            let whole = isStart && encoding != .utf8 && text.starts(with: mark) ? Array(text.dropFirst(3)) : text
            if !whole.isEmpty { return whole }
        }
    }

    /// What is left over at the end is half a letter.
    private mutating func end() -> [UInt8]? {
        guard half != nil || lead != nil else { return nil }
        (half, lead) = (nil, nil)
        return [Self.broken]
    }

    private mutating func decoded(_ piece: [UInt8]) -> [UInt8] {
        switch encoding {
        case .utf8: return piece
        case .windows1252: return Self.fromWindows1252(piece)
        case .utf16LittleEndian: return fromUTF16(piece, isLittle: true)
        case .utf16BigEndian: return fromUTF16(piece, isLittle: false)
        }
    }

    private static func fromWindows1252(_ piece: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(piece.count + piece.count / 8)
        for byte in piece {
            guard byte >= 0x80 else {
                text.append(byte)
                continue
            }
            let unit = byte < 0xa0 ? TextEncoding.lettersOf1252[Int(byte) - 0x80] : UInt16(byte)
            if unit == 0 { text.append(broken) } else { append(UInt32(unit), to: &text) }
        }
        return text
    }

    private mutating func fromUTF16(_ piece: [UInt8], isLittle: Bool) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(piece.count)
        for byte in piece {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let unit = isLittle ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte)
            if let high = lead {
                lead = nil
                if (0xdc00...0xdfff).contains(unit) {
                    Self.append(0x1_0000 + (UInt32(high) - 0xd800) << 10 + UInt32(unit) - 0xdc00, to: &text)
                    continue
                }
                text.append(Self.broken)
            }
            switch unit {
            case 0xd800...0xdbff: lead = unit
            case 0xdc00...0xdfff: text.append(Self.broken)
            default: Self.append(UInt32(unit), to: &text)
            }
        }
        return text
    }

    private static func append(_ code: UInt32, to text: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(code) else { return text.append(broken) }
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
