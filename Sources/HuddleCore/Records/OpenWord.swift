/// A word from a list that newer versions may lengthen: known here, or kept as it came.
package enum OpenWord<Word: RawRepresentable & Hashable & Sendable>: Hashable, Sendable where Word.RawValue == String {
    case known(Word)
    case other(String)

    package init(_ text: String) {
        self = Word(rawValue: text).map { .known($0) } ?? .other(text)
    }

    package var text: String {
        switch self {
        case .known(let word): word.rawValue
        case .other(let text): text
        }
    }

    package var known: Word? { if case .known(let word) = self { word } else { nil } }
}
