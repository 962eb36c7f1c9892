import HuddleCore

/// The objects of a JSON file one at a time, however they are strung together: one a line, in a list, or in a list that is a
/// member of one object around it (`{"issues": […]}`).
///
/// Only one object is in memory. Where a text ends and how deep a bracket stands is found by looking at the bytes; whether an object
/// is sound JSON is for `JSONReader` to say.
struct JSONObjects {
    struct Piece {
        /// Where the object starts.
        let line: Int
        let bytes: [UInt8]
        let lostBytes: Int

        func object() throws(ImportProblem) -> JSONObject {
            guard lostBytes == 0 else {
                throw ImportProblem(
                    line: line,
                    "this object has \(bytes.count + lostBytes) bytes; expected at most \(Limits.importRowBytes)")
            }
            var reader = JSONReader(bytes, line: line)
            guard let object = try reader.whole().object else {
                throw ImportProblem(line: line, "expected an object in braces")
            }
            return object
        }
    }

    private var pieces: TextPieces
    /// The members of an object around everything whose lists hold the objects.
    private let containers: [String]
    private var buffer: [UInt8] = []
    private var position = 0
    private(set) var line = 1
    /// Whether the list of the object around everything is being read, or was.
    private var container = Container.none
    /// Lists that are open around the objects.
    private var lists = 0

    private enum Container { case none, open, over }

    init(_ pieces: TextPieces, containers: [String]) {
        self.pieces = pieces
        self.containers = containers
    }

    /// - Returns: Nil at the end.
    /// - Throws: `ImportProblem` for something that is no object, after which there is nothing more.
    mutating func next() throws -> Piece? {
        while let byte = try peek() {
            switch byte {
            case UInt8(ascii: "{") where container != .over:
                if let piece = try object() { return piece }
            case 0x20, 0x09, 0x0d, 0x0a, UInt8(ascii: ","): advance(byte)
            case UInt8(ascii: "["):
                lists += 1
                advance(byte)
            case UInt8(ascii: "]"):
                lists -= 1
                advance(byte)
                if container == .open { container = .over }
            default:
                guard container == .over else { return try fail("expected an object in braces") }
                // The rest of the object around the list.
                advance(byte)
            }
        }
        guard lists <= 0 else {
            lists = 0
            return try fail("the file ends inside a list; expected ]")
        }
        return nil
    }

    /// The object that starts here; nil where it turns out to be the one around everything.
    private mutating func object() throws -> Piece? {
        let start = line
        var bytes: [UInt8] = []
        var lost = 0
        var depth = 0
        var isInString = false
        var isEscaped = false
        while let byte = try peek() {
            advance(byte)
            if bytes.count < Limits.importRowBytes { bytes.append(byte) } else { lost += 1 }
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "["):
                if depth == 1, container == .none, opensContainer(bytes) {
                    container = .open
                    lists += 1
                    return nil
                }
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth <= 0 { return Piece(line: start, bytes: bytes, lostBytes: lost) }
            default: break
            }
        }
        throw ImportProblem(line: start, "the object that starts here does not end; expected }")
    }

    /// Whether `… "issues": [` ends like this.
    private func opensContainer(_ bytes: [UInt8]) -> Bool {
        var rest = bytes.dropLast()[...]
        func skipSpace() {
            while let last = rest.last, [0x20, 0x09, 0x0d, 0x0a].contains(last) { rest.removeLast() }
        }
        skipSpace()
        guard rest.popLast() == UInt8(ascii: ":") else { return false }
        skipSpace()
        return containers.contains { rest.suffix($0.utf8.count + 2).elementsEqual(("\"" + $0 + "\"").utf8) }
    }

    private mutating func fail(_ message: String) throws -> Piece? {
        let problem = ImportProblem(line: line, "this is no JSON: \(message)")
        container = .over
        position = buffer.count
        while try pieces.next() != nil {}
        buffer = []
        position = 0
        throw problem
    }

    private mutating func advance(_ byte: UInt8) {
        position += 1
        if byte == UInt8(ascii: "\n") { line += 1 }
    }

    private mutating func peek() throws -> UInt8? {
        while position == buffer.count {
            guard let piece = try pieces.next() else { return nil }
            buffer = piece
            position = 0
        }
        return buffer[position]
    }
}
