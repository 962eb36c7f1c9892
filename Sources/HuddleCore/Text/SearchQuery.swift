/// What somebody searches for: words that must all be there.
///
/// `blade` is a whole word, `bla*` the start of one, `"wears out"` words in this order. Everything else that can be typed
/// is part of a word, so no search is ever wrong.
package struct SearchQuery: Hashable, Sendable {
    package struct Term: Hashable, Sendable {
        /// One word, or several that stand together in this order.
        package let words: String
        /// Whether the last of them may go on.
        package let isPrefix: Bool

        package init(_ words: String, isPrefix: Bool = false) {
            self.words = words
            self.isPrefix = isPrefix
        }
    }

    /// More say nothing that these do not.
    private static let mostTerms = 32

    package let terms: [Term]

    package init(terms: [Term]) {
        self.terms = Array(terms.prefix(Self.mostTerms))
    }

    /// - Parameter arguments: As a shell gives them: one that has spaces in it stood in quotes there, and is a phrase.
    package init(_ arguments: [String]) {
        var terms: [Term] = []
        for argument in arguments {
            let parts = argument.split(separator: "\"", omittingEmptySubsequences: false)
            if parts.count == 1, argument.contains(where: { $0.isWhitespace }) {
                terms += Self.phrase(argument)
                continue
            }
            for (position, part) in parts.enumerated() {
                if position % 2 == 1 {
                    terms += Self.phrase(String(part))
                } else {
                    terms += part.split(whereSeparator: { $0.isWhitespace }).compactMap { Self.word($0) }
                }
            }
        }
        self.init(terms: terms)
    }

    /// The same, but words may go on: `blade` finds blades. Very short words stay whole: half the language starts with them.
    package var inflected: SearchQuery {
        SearchQuery(terms: terms.map { Term($0.words, isPrefix: $0.isPrefix || $0.words.count >= Self.shortestStem) })
    }

    /// The same with every word for itself, and each as the start of a word: what is tried where nothing was found.
    package var loosened: SearchQuery {
        SearchQuery(
            terms: terms.flatMap { term in
                term.words.split(whereSeparator: { $0.isWhitespace }).map { Term(String($0), isPrefix: true) }
            })
    }

    private static let shortestStem = 3

    private static func phrase(_ text: String) -> [Term] {
        text.trimmed.isEmpty ? [] : [Term(text.trimmed)]
    }

    private static func word(_ text: Substring) -> Term? {
        let isPrefix = text.last == "*"
        var word = text
        while word.last == "*" { word.removeLast() }
        return word.isEmpty ? nil : Term(String(word), isPrefix: isPrefix)
    }
}
