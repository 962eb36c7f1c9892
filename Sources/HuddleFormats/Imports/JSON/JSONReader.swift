import HuddleCore

/// Reads one JSON value (RFC 8259). Names that are repeated are refused: readers disagree about which of them counts.
struct JSONReader {
    private let text: [UInt8]
    private var position = 0
    private var line: Int

    /// - Parameter line: Where the text starts in its file.
    init(_ text: [UInt8], line: Int) {
        self.text = text
        self.line = line
    }

    /// The value, with nothing but white space behind it.
    mutating func whole() throws(ImportProblem) -> JSONValue {
        let value = try value(depth: 1)
        skipSpace()
        guard position == text.count else { throw fault("something stands behind the value") }
        return value
    }

    private mutating func value(depth: Int) throws(ImportProblem) -> JSONValue {
        skipSpace()
        guard let byte = peek else { throw fault("the text ends; expected a value") }
        switch byte {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: return try word()
        }
    }

    private mutating func object(depth: Int) throws(ImportProblem) -> JSONObject {
        try enter(depth)
        var members: [JSONObject.Member] = []
        var names: Set<[UInt8]> = []
        skipSpace()
        if take("}") { return JSONObject(members: []) }
        repeat {
            skipSpace()
            let name = try string()
            guard names.insert(Array(name.utf8)).inserted else {
                throw fault("\"\(name.visible)\" stands in one object twice; expected it once")
            }
            skipSpace()
            try expect(":")
            members.append(JSONObject.Member(name: name, value: try value(depth: depth + 1)))
            skipSpace()
        } while take(",")
        try expect("}")
        return JSONObject(members: members)
    }

    private mutating func array(depth: Int) throws(ImportProblem) -> [JSONValue] {
        try enter(depth)
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return [] }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while take(",")
        try expect("]")
        return elements
    }

    private mutating func enter(_ depth: Int) throws(ImportProblem) {
        guard depth <= Limits.jsonDepth else { throw fault("it is more than \(Limits.jsonDepth) levels deep") }
        position += 1
    }

    private mutating func string() throws(ImportProblem) -> String {
        try expect("\"")
        var bytes: [UInt8] = []
        var lead: UInt16?
        while let byte = peek {
            position += 1
            if byte == UInt8(ascii: "\\"), peek == UInt8(ascii: "u") {
                position += 1
                try append(try unit(), after: &lead, to: &bytes)
                continue
            }
            guard lead == nil else { throw fault("half of a pair of \\u escapes; expected the other half") }
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: bytes, as: UTF8.self) else {
                    throw fault("a text is in another encoding; expected UTF-8, UTF-16 or Windows-1252 (--encoding)")
                }
                return string
            case UInt8(ascii: "\\"): bytes.append(try escape())
            case ..<0x20: throw fault("a control character in a text; expected an escape such as \\n")
            default: bytes.append(byte)
            }
        }
        throw fault("the text ends inside a string")
    }

    /// Puts a unit of UTF-16 behind the bytes, once its pair is whole.
    private func append(_ unit: UInt16, after lead: inout UInt16?, to bytes: inout [UInt8]) throws(ImportProblem) {
        let code: UInt32
        switch (lead, unit) {
        case (nil, 0xd800...0xdbff):
            lead = unit
            return
        case (let high?, 0xdc00...0xdfff): code = 0x1_0000 + (UInt32(high) - 0xd800) << 10 + UInt32(unit) - 0xdc00
        default: code = UInt32(unit)
        }
        guard lead == nil || code > 0xffff, let scalar = Unicode.Scalar(code) else {
            throw fault("half of a pair of \\u escapes; expected the other half")
        }
        lead = nil
        bytes += String(scalar).utf8
    }

    private mutating func unit() throws(ImportProblem) -> UInt16 {
        guard position + 4 <= text.count,
            let code = Hex.decode(String(decoding: text[position..<position + 4], as: UTF8.self)), code.count == 2
        else { throw fault("\\u without four hexadecimal digits") }
        position += 4
        return UInt16(code[0]) << 8 | UInt16(code[1])
    }

    private mutating func escape() throws(ImportProblem) -> UInt8 {
        guard let letter = peek else { throw fault("the text ends inside a string") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return letter
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0c
        case UInt8(ascii: "n"): return 0x0a
        case UInt8(ascii: "r"): return 0x0d
        case UInt8(ascii: "t"): return 0x09
        default: throw fault("an escape that JSON does not have")
        }
    }

    private mutating func number() throws(ImportProblem) -> String {
        let start = position
        while let byte = peek, Self.isOfNumber(byte) { position += 1 }
        let digits = String(decoding: text[start..<position], as: UTF8.self)
        guard Double(digits) != nil else { throw fault("\"\(digits)\" is no number") }
        return digits
    }

    private mutating func word() throws(ImportProblem) -> JSONValue {
        for (word, value) in [("true", JSONValue.flag(true)), ("false", .flag(false)), ("null", .null)]
        where text[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return value
        }
        throw fault("expected a value")
    }

    private var peek: UInt8? { position < text.count ? text[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
            if byte == 0x0a { line += 1 }
            position += 1
        }
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: sign) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ sign: Unicode.Scalar) throws(ImportProblem) {
        guard take(sign) else { throw fault(peek == nil ? "the text ends; expected \(sign)" : "expected \(sign)") }
    }

    private func fault(_ what: String) -> ImportProblem {
        ImportProblem(line: line, "this is no JSON: \(what)")
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
