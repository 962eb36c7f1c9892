/// Why words in which somebody says what is wanted say nothing: options of a command, or parameters of an address.
package enum WordError: Error, Hashable, Sendable {
    /// A word that must be one of a list.
    case unknown(String, what: String, known: [String])
    case badDate(String)
    case badLimit(String)
    /// The names of two words, of which there can be one.
    case notTogether(String, String)
    case tooMany(String, limit: Int)
}

extension WordError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let word, let what, let known):
            "There is no \(what) \"\(word.visible)\"."
                + (NearestWord.to(word, in: known).map { " Did you mean \"\($0)\"?" } ?? "")
                + " Known are: \(known.joined(separator: ", "))."
        case .badDate(let text):
            "\"\(text.visible)\" is no date: write today, tomorrow, fri, +3d, +2w, 2026-12-01 or \"dec 1\"."
        case .badLimit(let text):
            "\"\(text.visible)\" is no limit: write a number from 1 on, or all."
        case .notTogether(let one, let other):
            "\(one.visible) and \(other.visible) do not go together: give one of them."
        case .tooMany(let what, let limit):
            "\(what.visible) was given more than \(Plural.text(limit, "time"))."
        }
    }
}
