import HuddleCore

/// A text file as lines.
enum SourceText {
    /// The lines of a text in any encoding, with or without a byte order mark, ended by LF, CRLF or CR.
    ///
    /// - Parameter encoding: Nil for what the bytes say.
    /// - Throws: `MinutesError`, which says in which line the text stops being one.
    static func lines(of bytes: [UInt8], file: String, encoding: TextEncoding?) throws(MinutesError) -> [String] {
        guard bytes.count <= Limits.importFileBytes else { throw .tooLarge(file: file, bytes: bytes.count) }
        let bytes = TextPieces.whole(bytes, encoding: encoding ?? TextEncoding.detect(bytes))
        var lines: [String] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex { $0 == lineFeed || $0 == carriageReturn } ?? bytes.count
            guard let line = String(validating: bytes[start..<end], as: UTF8.self) else {
                throw .notUTF8(file: file, line: lines.count + 1)
            }
            lines.append(line)
            start = end + 1
            if end < bytes.count, bytes[end] == carriageReturn, start < bytes.count, bytes[start] == lineFeed {
                start += 1
            }
        }
        return lines
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}
