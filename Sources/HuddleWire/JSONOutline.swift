/// Where the members of a JSON text's outermost object stand (RFC 8259), once the whole text was looked through.
///
/// Parsers differ in which of two equal keys they keep, so a text with repeated keys means different things to
/// different readers: it is refused here, before anybody reads it. proto3 knows a field by two names, `token_hash` and
/// `tokenHash`; these count as equal.
struct JSONOutline {
    struct Member {
        let name: String
        /// The key, the colon and the value.
        let range: Range<Int>
    }

    private(set) var members: [Member] = []

    /// - Parameter foldsNames: Whether proto3's two names of a field are one.
    /// - Throws: `WireError.malformed` with the byte at which the text stops being JSON, or repeats a key.
    init(_ text: [UInt8], foldsNames: Bool = true) throws(WireError) {
        if let place = UTF8Check.firstInvalidByte(of: text) { throw .malformed("not UTF-8 at byte \(place)") }
        var scanner = JSONScanner(text, foldsNames: foldsNames)
        scanner.skipSpace()
        guard scanner.peek == UInt8(ascii: "{") else { throw scanner.fault("expected an object") }
        members = try scanner.object(depth: 1)
        scanner.skipSpace()
        guard scanner.peek == nil else { throw scanner.fault("something stands behind the object") }
    }
}

private enum UTF8Check {
    static func firstInvalidByte(of text: [UInt8]) -> Int? {
        if String(validating: text, as: UTF8.self) != nil { return nil }
        var parser = Unicode.UTF8.ForwardParser()
        var bytes = text.makeIterator()
        var position = 0
        while true {
            switch parser.parseScalar(from: &bytes) {
            case .valid(let scalar): position += scalar.count
            case .error, .emptyInput: return position
            }
        }
    }
}
