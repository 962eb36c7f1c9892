import ArgumentParser
import HuddleCore

/// Free text from the command line, which may start with a dash: `huddle add "- check the blade"`.
///
/// The parser of arguments takes every word that starts with a dash for a flag. What cannot be one is covered before it gets
/// there, and uncovered here.
struct TypedText: ExpressibleByArgument, Hashable, Sendable {
    /// U+FDD0, a noncharacter, which no text holds (Unicode Standard, section 23.7).
    private static let cover = String(decoding: [0xef, 0xb7, 0x90], as: UTF8.self)

    let text: String

    init(argument: String) {
        text = argument.hasPrefix(Self.cover + "-") ? String(argument.dropFirst()) : argument
    }

    /// The word as the parser is to see it.
    static func covered(_ word: String) -> String {
        canBeFlag(word) ? word : cover + word
    }

    /// A message that repeats a word, with the word as it was typed.
    static func uncovered(_ message: String) -> String {
        message.replacing(cover + "-", with: "-")
    }

    /// No flag has white space in its name, or starts with a digit.
    private static func canBeFlag(_ word: String) -> Bool {
        guard word.first == "-" else { return true }
        let name = word.drop { $0 == "-" }.prefix { $0 != "=" }
        return !name.contains(where: \.isWhitespace) && !(name.first?.isNumber ?? false)
    }
}

extension Optional where Wrapped == TypedText {
    var text: String? { map(\.text) }
}
