/// A word as a POSIX shell takes it.
enum ShellWord {
    static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
                UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: ","):
                true
            default: byte >= 0x80
            }
        }
        if isPlain, !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// The words of a line that `quoted` made; nil where a quotation mark is not closed.
    static func words(of line: String) -> [String]? {
        var words: [String] = []
        var word: String.UnicodeScalarView?
        var isQuoted = false
        var scalars = line.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            if isQuoted || scalar != " " { word = word ?? String.UnicodeScalarView() }
            switch scalar {
            case "'": isQuoted.toggle()
            case "\\" where !isQuoted:
                guard let next = scalars.popFirst() else { return nil }
                word?.append(next)
            case " " where !isQuoted:
                if let whole = word { words.append(String(whole)) }
                word = nil
            default: word?.append(scalar)
            }
        }
        if let word { words.append(String(word)) }
        return isQuoted ? nil : words
    }
}
