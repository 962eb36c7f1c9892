/// Finds the signs of a line, one place at a time. Reading a line and writing one down both go by it, so that they agree.
struct CaptureScanner {
    /// `@name` or `#tag`.
    struct Mention {
        enum Sign: Hashable {
            case owner
            case tag
        }

        let sign: Sign
        let name: String
        let end: Int
    }

    /// `key:value`, with the value as it stands there.
    struct Field {
        let key: CaptureLine.Key
        let value: String
        /// Whether the value stood in quotes.
        let isQuoted: Bool
        let end: Int
    }

    let scalars: [Unicode.Scalar]
    /// The white space at both ends of the line left out.
    let start: Int
    let end: Int
    /// From here on there is no quotation mark.
    private let lastQuote: Int

    init(_ line: some StringProtocol) {
        scalars = Array(line.unicodeScalars)
        start = scalars.firstIndex { !$0.properties.isWhitespace } ?? scalars.count
        end = (scalars.lastIndex { !$0.properties.isWhitespace } ?? scalars.count - 1) + 1
        lastQuote = scalars.lastIndex(of: "\"") ?? -1
    }

    subscript(range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars[range] { text.append(scalar) }
        return String(text)
    }

    /// What stands at a place, nil at the end of the line.
    func scalar(at place: Int) -> Unicode.Scalar? { place < end ? scalars[place] : nil }

    func isSpace(at place: Int) -> Bool { scalar(at: place)?.properties.isWhitespace ?? true }

    /// The first place from `place` on with white space, or without.
    func place(from place: Int, isSpace wanted: Bool) -> Int {
        var place = place
        while place < end, scalars[place].properties.isWhitespace != wanted { place += 1 }
        return place
    }

    /// The kind that the sign at `place` stands for, and where the text begins.
    func mark(at place: Int) -> (kind: EntryKind, end: Int)? {
        if let box = box(at: place) { return (.action, box) }
        guard let sign = scalar(at: place), let kind = EntryKind.allCases.first(where: { $0.mark == sign }),
            opensText(at: place + 1), !(sign == "*" && isEmphasis(at: place))
        else { return nil }
        let text = self.place(from: place + 1, isSpace: false)
        // A list of things to do, as Markdown writes it: `- [ ] Send the plan`.
        if kind == .action, let box = box(at: text) { return (.action, box) }
        return (kind, text)
    }

    /// What keeps the sign behind it literal: the number of backslashes at `place`, zero where none of them does.
    func backslashes(at place: Int, isFirst: Bool) -> Int {
        var behind = place
        while scalar(at: behind) == "\\" { behind += 1 }
        guard behind > place, let sign = scalar(at: behind) else { return 0 }
        let isKept =
            switch sign {
            case "@", "#", "\"": true
            case "[", "/": isFirst
            default: isFirst && EntryKind.allCases.contains { $0.mark == sign } || key(at: behind) != nil
            }
        return isKept ? behind - place : 0
    }

    /// Behind the quotation that opens at `place`, nil where none does.
    func quotation(at place: Int) -> Int? {
        guard scalar(at: place) == "\"", place < lastQuote,
            let close = scalars[(place + 1)...].firstIndex(of: "\"")
        else { return nil }
        return close + 1
    }

    func mention(at place: Int) -> Mention? {
        let sign: Mention.Sign
        switch scalar(at: place) {
        case "@": sign = .owner
        case "#": sign = .tag
        default: return nil
        }
        guard let (name, end) = quoted(at: place + 1) ?? plainName(at: place + 1, sign),
            isSpace(at: end) || Self.endsWord(scalars[end]), name.utf8.count <= Limits.nameBytes,
            CellName(sign == .owner ? FieldName.owners : FieldName.tags, element: name) != nil
        else { return nil }
        return Mention(sign: sign, name: name, end: end)
    }

    /// Whether a sign with a value in quotation marks begins here, if only they are closed later on.
    func opensQuotedValue(at place: Int) -> Bool {
        let isMention = scalar(at: place) == "@" || scalar(at: place) == "#"
        guard let value = isMention ? place + 1 : key(at: place)?.end else { return false }
        return scalar(at: value) == "\""
    }

    func field(at place: Int) -> Field? {
        guard let (key, start) = key(at: place), !isSpace(at: start) else { return nil }
        if scalar(at: start) == "\"" {
            if let (value, end) = quoted(at: start), isSpace(at: end) {
                return Field(key: key, value: value, isQuoted: true, end: end)
            }
            guard key == .due else { return nil }
        } else if !Self.opensValue(scalars[start], of: key) {
            return nil
        }
        let end = self.place(from: start, isSpace: true)
        return Field(key: key, value: withoutPunctuation(start..<end, key), isQuoted: false, end: end)
    }

    /// The value at `range` without the punctuation that belongs to the sentence around it.
    func withoutPunctuation(_ range: Range<Int>, _ key: CaptureLine.Key) -> String {
        var end = range.upperBound
        while end > range.lowerBound + 1, Self.isPunctuation(scalars[end - 1], behind: key) { end -= 1 }
        return self[range.lowerBound..<end]
    }
}

extension CaptureScanner {
    /// Behind an empty box `[]` or `[ ]` that opens a text.
    private func box(at place: Int) -> Int? {
        guard scalar(at: place) == "[" else { return nil }
        let close = scalar(at: place + 1) == " " ? place + 2 : place + 1
        guard scalar(at: close) == "]", opensText(at: close + 1) else { return nil }
        return self.place(from: close + 1, isSpace: false)
    }

    /// Whether a mark that ends before `place` can be one: figures, brackets and other signs make it a part of the text, as in
    /// `-5 degrees`, `--- what` or `+49 30 1234`.
    private func opensText(at place: Int) -> Bool {
        guard let next = scalar(at: place) else { return false }
        switch next {
        case "\"", "@", "#", "(", "\\": return true
        default: return next.properties.isWhitespace || next.isLetter || !next.isASCII
        }
    }

    /// `*this* way`.
    private func isEmphasis(at place: Int) -> Bool {
        scalars[(place + 1)..<self.place(from: place, isSpace: true)].contains("*")
    }

    private func key(at place: Int) -> (CaptureLine.Key, end: Int)? {
        guard let first = scalar(at: place), first.isLetter, first.isASCII else { return nil }
        for key in CaptureLine.Key.allCases {
            let count = key.rawValue.utf8.count
            guard scalar(at: place + count) == ":" else { continue }
            let isKey = zip(key.rawValue.unicodeScalars, scalars[place...]).allSatisfy { $0.value == $1.value | 0x20 }
            if isKey { return (key, place + count + 1) }
        }
        return nil
    }

    /// A value in quotation marks, in which a backslash keeps a quotation mark or a backslash.
    private func quoted(at place: Int) -> (value: String, end: Int)? {
        guard scalar(at: place) == "\"" else { return nil }
        var value = String.UnicodeScalarView()
        var place = place + 1
        while place <= lastQuote, let scalar = scalar(at: place) {
            if scalar == "\"" {
                let trimmed = String(value).trimmed
                return trimmed.isEmpty ? nil : (trimmed, place + 1)
            }
            if scalar == "\\", let next = self.scalar(at: place + 1), next == "\"" || next == "\\" { place += 1 }
            value.append(scalars[place])
            place += 1
        }
        return nil
    }

    private func plainName(at place: Int, _ sign: Mention.Sign) -> (name: String, end: Int)? {
        guard let first = scalar(at: place), first.isLetter else { return nil }
        var end = place + 1
        while let next = scalar(at: end) {
            let isInside = next == "." || sign == .owner && (next == "'" || next == "\u{2019}")
            let isJoint = isInside && (scalar(at: end + 1)?.isNamePart ?? false) && !isPossessive(at: end)
            guard next.isNamePart || isJoint else { break }
            end += 1
        }
        return (self[place..<end], end)
    }

    /// The `'s` of `@maria's line`.
    private func isPossessive(at place: Int) -> Bool {
        scalars[place] != "." && scalar(at: place + 1) == "s" && !(scalar(at: place + 2)?.isNamePart ?? false)
    }

    private static func opensValue(_ scalar: Unicode.Scalar, of key: CaptureLine.Key) -> Bool {
        switch key {
        case .due: scalar.isLetter || scalar.isDigit || scalar == "+" || scalar == "-"
        case .customer, .product, .site, .meeting, .to, .priority: scalar.isLetter || scalar.isDigit || !scalar.isASCII
        }
    }

    private static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", ",", ";", ":", "!", "?", ")", "]", "}", "\"", "'", "\u{2019}", "\u{201d}", "\u{2026}": true
        default: false
        }
    }

    private static func isPunctuation(_ scalar: Unicode.Scalar, behind key: CaptureLine.Key) -> Bool {
        switch scalar {
        case ",", ";": true
        case ".", ":", "!", "?", ")", "]", "}": key == .due || key == .priority
        default: false
        }
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { properties.generalCategory == .decimalNumber }

    var isLetter: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    /// What a name goes on with: letters, their marks, figures, `-` and `_`.
    var isNamePart: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: isLetter || isDigit || self == "-" || self == "_"
        }
    }

    /// Whether a sign may stand directly behind this, as in `(@maria` or `@maria,@jo`.
    var opensSign: Bool {
        switch self {
        case "(", "[", "{", ",", ";": true
        default: false
        }
    }
}
