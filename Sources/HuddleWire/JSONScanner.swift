import HuddleCore

/// Steps through a JSON text (RFC 8259), and says at which byte it stops being one.
struct JSONScanner {
    private let text: [UInt8]
    private var position = 0

    private let foldsNames: Bool

    init(_ text: [UInt8], foldsNames: Bool = true) {
        self.text = text
        self.foldsNames = foldsNames
    }

    var peek: UInt8? { position < text.count ? text[position] : nil }

    func fault(_ what: String) -> WireError {
        .malformed("\(what) at byte \(position)")
    }

    mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    mutating func object(depth: Int) throws(WireError) -> [JSONOutline.Member] {
        try expect("{")
        skipSpace()
        var members: [JSONOutline.Member] = []
        // Compared as bytes: to Swift, two spellings of one letter are equal, and to other readers they are not.
        var names = Set<[UInt8]>()
        if take("}") { return members }
        repeat {
            skipSpace()
            let start = position
            let name = try string()
            guard names.insert(Array((foldsNames ? Self.fieldName(name) : name).utf8)).inserted else {
                position = start
                throw fault("the key \"\(name.visible)\" is repeated")
            }
            skipSpace()
            try expect(":")
            try value(depth: depth)
            members.append(JSONOutline.Member(name: name, range: start..<position))
            skipSpace()
        } while take(",")
        try expect("}")
        return members
    }

    private mutating func list(depth: Int) throws(WireError) {
        try expect("[")
        skipSpace()
        if take("]") { return }
        repeat {
            try value(depth: depth)
            skipSpace()
        } while take(",")
        try expect("]")
    }

    private mutating func value(depth: Int) throws(WireError) {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < Limits.jsonDepth else { throw fault("more than \(Limits.jsonDepth) levels deep") }
            if peek == UInt8(ascii: "{") { _ = try object(depth: depth + 1) } else { try list(depth: depth + 1) }
        case UInt8(ascii: "\""): _ = try string()
        default: try word()
        }
    }

    /// A number, `true`, `false` or `null`: which of these it may be is the reader's to say.
    private mutating func word() throws(WireError) {
        let start = position
        while let byte = peek, Self.isWord(byte) { position += 1 }
        guard position > start else { throw fault(peek == nil ? "the text ends" : "expected a value") }
    }

    private mutating func string() throws(WireError) -> String {
        try expect("\"")
        var units: [UInt16] = []
        let start = position
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                let raw = text[start..<position]
                position += 1
                return units.isEmpty ? String(decoding: raw, as: UTF8.self) : unescaped(raw)
            case UInt8(ascii: "\\"): units.append(try escape())
            case ..<0x20: throw fault("a control character in a text")
            default: position += 1
            }
        }
        throw fault("the text ends inside a string")
    }

    /// Steps over an escape, and says which UTF-16 unit it stands for.
    private mutating func escape() throws(WireError) -> UInt16 {
        position += 1
        guard let letter = peek else { throw fault("the text ends inside a string") }
        guard let unit = Self.escapes[letter] else { throw fault("an unknown escape") }
        position += 1
        guard letter == UInt8(ascii: "u") else { return unit }
        guard position + 4 <= text.count,
            let code = Hex.decode(String(decoding: text[position..<position + 4], as: UTF8.self))
        else { throw fault("\\u without four hexadecimal digits") }
        position += 4
        return UInt16(code[0]) << 8 | UInt16(code[1])
    }

    /// `raw` has been stepped through once: its escapes are whole.
    private func unescaped(_ raw: ArraySlice<UInt8>) -> String {
        var scanner = JSONScanner(Array(raw))
        var units: [UInt16] = []
        while let byte = scanner.peek {
            if byte == UInt8(ascii: "\\"), let unit = try? scanner.escape() {
                units.append(unit)
            } else {
                let start = scanner.position
                while let next = scanner.peek, next != UInt8(ascii: "\\") { scanner.position += 1 }
                units += String(decoding: scanner.text[start..<scanner.position], as: UTF8.self).utf16
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    private mutating func expect(_ sign: Unicode.Scalar) throws(WireError) {
        guard take(sign) else { throw fault(peek == nil ? "the text ends" : "expected \(sign)") }
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: sign) else { return false }
        position += 1
        return true
    }

    /// proto3's JSON name of a field: `token_hash` becomes `tokenHash`. An underscore that does not stand between two small
    /// letters or digits is part of no field's name, and stays.
    private static func fieldName(_ name: String) -> String {
        let bytes = Array(name.utf8)
        var folded: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "_"), place > 0, place + 1 < bytes.count, isSmall(bytes[place - 1]),
                isSmall(bytes[place + 1])
            {
                continue
            }
            let isRaised =
                place > 1 && bytes[place - 1] == UInt8(ascii: "_") && isSmall(bytes[place - 2]) && isSmall(byte)
                && byte >= UInt8(ascii: "a")
            folded.append(isRaised ? byte - 0x20 : byte)
        }
        return String(decoding: folded, as: UTF8.self)
    }

    private static func isSmall(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static let escapes: [UInt8: UInt16] = [
        UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "/"): 0x2f, UInt8(ascii: "b"): 0x08,
        UInt8(ascii: "f"): 0x0c, UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09,
        UInt8(ascii: "u"): 0,
    ]
}
