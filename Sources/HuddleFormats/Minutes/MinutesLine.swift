import HuddleCore

/// One line of minutes, and what it is in Markdown.
struct MinutesLine: Hashable, Sendable {
    enum Form: Hashable, Sendable {
        case blank
        case heading(level: Int)
        /// A list item; `box` says whether it has a box to tick, and whether that is ticked.
        case item(box: Bool?)
        case text
        /// Code, a comment or a rule: nothing that people say.
        case passedOver
    }

    /// Counted from 1.
    let number: Int
    /// The column where it starts; a tab reaches to the next multiple of four.
    let indent: Int
    let isQuoted: Bool
    var form: Form
    /// Without white space around it, bullet, box and heading signs.
    let content: String

    var isItem: Bool { if case .item = form { true } else { false } }
    var isHeading: Bool { if case .heading = form { true } else { false } }
    var box: Bool? { if case .item(let box) = form { box } else { nil } }
}

extension MinutesLine {
    init(_ source: String, number: Int) {
        var rest = Substring(source)
        var indent = Self.takeIndent(&rest)
        var isQuoted = false
        while rest.first == ">" {
            isQuoted = true
            rest.removeFirst()
            indent = max(0, Self.takeIndent(&rest) - 1)
        }
        let form = Self.takeForm(&rest)
        self.init(number: number, indent: indent, isQuoted: isQuoted, form: form, content: String(rest).trimmed)
    }

    private static func takeIndent(_ rest: inout Substring) -> Int {
        var column = 0
        while let first = rest.first, first == " " || first == "\t" {
            column = first == " " ? column + 1 : column / 4 * 4 + 4
            rest.removeFirst()
        }
        return column
    }

    private static func takeForm(_ rest: inout Substring) -> Form {
        guard let first = rest.first(where: { !$0.isWhitespace }) else { return .blank }
        if "-*_".contains(first), rest.allSatisfy({ $0 == first || $0.isWhitespace }), rest.utf8.count > 2 {
            return .passedOver
        }
        if let level = takeHeading(&rest) { return .heading(level: level) }
        guard takeBullet(&rest) else { return .text }
        return .item(box: takeBox(&rest))
    }

    /// `## Title`, also with an asterisk too many in front.
    private static func takeHeading(_ rest: inout Substring) -> Int? {
        let signs = rest.drop { $0 == "*" }
        let level = signs.prefix { $0 == "#" }.count
        guard (1...6).contains(level), signs.startIndex == rest.startIndex || rest.first == "*" else { return nil }
        let title = signs.dropFirst(level)
        guard title.isEmpty || title.first == " " || title.first == "\t" else { return nil }
        rest = title
        while rest.last == "#" || rest.last == " " { rest.removeLast() }
        return level
    }

    private static func takeBullet(_ rest: inout Substring) -> Bool {
        var after = rest
        if let first = after.first, "-*+•".contains(first) {
            after.removeFirst()
        } else {
            let digits = after.prefix { $0.isASCII && $0.isNumber }
            after = after.dropFirst(digits.count)
            guard (1...9).contains(digits.count), let sign = after.popFirst(), sign == "." || sign == ")" else {
                return false
            }
        }
        guard after.isEmpty || after.first == " " || after.first == "\t" else { return false }
        rest = after.drop { $0 == " " || $0 == "\t" }
        return true
    }

    private static func takeBox(_ rest: inout Substring) -> Bool? {
        for (sign, isTicked) in [("[ ]", false), ("[]", false), ("[x]", true), ("[X]", true)]
        where rest.hasPrefix(sign) {
            let after = rest.dropFirst(sign.count)
            guard after.isEmpty || after.first == " " || after.first == "\t" else { return nil }
            rest = after
            return isTicked
        }
        return nil
    }
}
