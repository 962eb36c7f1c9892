import HuddleCore

/// One line of a file, and how it ends.
struct SourceLine {
    /// Counted from 1.
    let number: Int
    let bytes: [UInt8]
    /// LF, CRLF, CR, or nothing at the end of the file.
    let ending: [UInt8]
    /// Bytes beyond the limit, which were not kept.
    let lostBytes: Int

    /// - Throws: `ImportProblem`, where the line is too long, is no text or holds a zero byte.
    func text() throws(ImportProblem) -> String {
        try check()
        return try Self.text(bytes[...], line: number)
    }

    func check() throws(ImportProblem) {
        guard lostBytes == 0 else {
            throw ImportProblem(
                line: number,
                "it has \(bytes.count + lostBytes) bytes; expected a line of at most \(Limits.importRowBytes)")
        }
    }

    static func text(_ bytes: ArraySlice<UInt8>, line: Int) throws(ImportProblem) -> String {
        guard !bytes.contains(0) else { throw ImportProblem(line: line, "a zero byte stands there; expected text") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ImportProblem(
                line: line, "it is no text in the file's encoding; expected UTF-8, UTF-16 or Windows-1252 (--encoding)")
        }
        return text
    }
}

/// The lines of a file, ended by LF, CRLF or CR, one at a time.
struct LineReader {
    private var pieces: TextPieces
    private var buffer: [UInt8] = []
    private var position = 0
    private var number = 0

    init(_ pieces: TextPieces) {
        self.pieces = pieces
    }

    /// - Returns: Nil at the end. What stands behind the last line's end is no line, unless there is something.
    mutating func next() throws -> SourceLine? {
        var bytes: [UInt8] = []
        var lost = 0
        while try fill() {
            let rest = buffer[position...]
            let end = rest.firstIndex { $0 == Self.lineFeed || $0 == Self.carriageReturn } ?? buffer.count
            let kept = min(end - position, Limits.importRowBytes - bytes.count)
            bytes += buffer[position..<(position + kept)]
            lost += end - position - kept
            position = end
            if end < buffer.count { return line(bytes, lost, try ending()) }
        }
        return bytes.isEmpty ? nil : line(bytes, lost, [])
    }

    private mutating func line(_ bytes: [UInt8], _ lost: Int, _ ending: [UInt8]) -> SourceLine {
        number += 1
        return SourceLine(number: number, bytes: bytes, ending: ending, lostBytes: lost)
    }

    private mutating func ending() throws -> [UInt8] {
        let first = buffer[position]
        position += 1
        guard first == Self.carriageReturn, try fill(), buffer[position] == Self.lineFeed else { return [first] }
        position += 1
        return [first, Self.lineFeed]
    }

    /// Whether there is a next byte.
    private mutating func fill() throws -> Bool {
        while position == buffer.count {
            guard let piece = try pieces.next() else { return false }
            buffer = piece
            position = 0
        }
        return true
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}
