/// A word of a text, or a sign between words.
enum TextToken: Hashable, Sendable {
    case word(String, range: Range<String.Index>)
    case sign(Character, range: Range<String.Index>)

    var range: Range<String.Index> {
        switch self {
        case .word(_, let range), .sign(_, let range): range
        }
    }

    var word: String? { if case .word(let word, _) = self { word } else { nil } }
    var sign: Character? { if case .sign(let sign, _) = self { sign } else { nil } }

    /// Ends a clause: what follows may have a subject of its own.
    var isBoundary: Bool { sign.map { ".;:!?,(-–—".contains($0) } ?? false }
    var endsSentence: Bool { sign.map { ".;!?".contains($0) } ?? false }

    /// - Parameter limit: How many tokens are read; owners stand near the front.
    static func split(_ text: String, limit: Int = 2000) -> [TextToken] {
        var tokens: [TextToken] = []
        var start = text.startIndex
        while start < text.endIndex, tokens.count < limit {
            let first = text[start]
            var end = text.index(after: start)
            if first.isLetter || first.isNumber || first == "@" {
                while end < text.endIndex, continues(text, at: end) { end = text.index(after: end) }
                tokens.append(.word(String(text[start..<end]), range: start..<end))
            } else if !first.isWhitespace, first != "*", first != "_", first != "`" {
                tokens.append(.sign(first, range: start..<end))
            }
            start = end
        }
        return tokens
    }

    /// Dots, hyphens and apostrophes belong to a word where letters stand on both sides: `Node.js`, `O'Neill`.
    private static func continues(_ text: String, at index: String.Index) -> Bool {
        let character = text[index]
        if character.isLetter || character.isNumber || character == "_" { return true }
        guard ".-'’".contains(character), case let next = text.index(after: index), next < text.endIndex else {
            return false
        }
        return text[next].isLetter || text[next].isNumber
    }
}
