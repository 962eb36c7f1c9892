/// Reads the body of a line, word by word, into what it says.
///
/// A `key:value` is taken out of the text. So is an `@owner` or a `#tag` at the line's beginning or end; in the middle of a
/// sentence, or beside its punctuation, it stays there as it was typed, and counts all the same: *Ask @maria about the door*.
struct CaptureReading {
    private enum Piece {
        case space(Range<Int>)
        case word(String)
        case mention(Range<Int>)
        case field
    }

    private let scanner: CaptureScanner
    private let start: Int
    private let today: CivilDate
    private(set) var line: CaptureLine
    private var pieces: [Piece] = []

    init(_ scanner: CaptureScanner, from start: Int, into line: CaptureLine, today: CivilDate) {
        self.scanner = scanner
        self.start = start
        self.line = line
        self.today = today
    }

    mutating func run() throws(CaptureLineError) {
        var place = start
        while place < scanner.end {
            if scanner.isSpace(at: place) {
                let end = scanner.place(from: place, isSpace: false)
                pieces.append(.space(place..<end))
                place = end
            } else if let mention = scanner.mention(at: place), scanner.isSpace(at: mention.end), take(mention) {
                pieces.append(.mention(place..<mention.end))
                place = mention.end
            } else if let field = scanner.field(at: place), let end = try take(field, at: place) {
                pieces.append(.field)
                place = end
            } else {
                place = readWord(at: place)
            }
        }
        line.text = text
        // Where there is nothing but signs, they are what was said.
        if line.text.isEmpty { line.text = scanner[start..<max(start, scanner.end)] }
    }

    /// A word of the text, up to white space outside quotation marks.
    private mutating func readWord(at start: Int) -> Int {
        var word = String.UnicodeScalarView()
        var place = start
        var mayOpen = true
        while place < scanner.end, !scanner.isSpace(at: place) {
            let first = place
            let backslashes = mayOpen ? scanner.backslashes(at: place, isFirst: place == self.start) : 0
            if backslashes > 0 {
                for scalar in scanner.scalars[(place + 1)..<(place + backslashes + 1)] { word.append(scalar) }
                place += backslashes + 1
            } else {
                if mayOpen, let end = scanner.quotation(at: place) {
                    place = end
                } else if mayOpen, let mention = scanner.mention(at: place), take(mention) {
                    place = mention.end
                } else {
                    place += 1
                }
                for scalar in scanner.scalars[first..<place] { word.append(scalar) }
            }
            mayOpen = place == first + 1 && scanner.scalars[first].opensSign
        }
        pieces.append(.word(String(word)))
        return place
    }

    /// Whether a mention counts: more than a record may hold are text.
    private mutating func take(_ mention: CaptureScanner.Mention) -> Bool {
        let known = mention.sign == .owner ? line.owners : line.tags
        if known.contains(mention.name) { return true }
        guard line.nameCount < Limits.namesPerLine else { return false }
        switch mention.sign {
        case .owner: line.owners.append(mention.name)
        case .tag: line.tags.append(mention.name)
        }
        return true
    }

    /// Where the field ends, nil where it is text: it has been said before, or its value is none.
    private mutating func take(_ field: CaptureScanner.Field, at place: Int) throws(CaptureLineError) -> Int? {
        switch field.key {
        case .customer: return Self.set(&line.customer, field)
        case .to: return line.kind == .promise ? Self.set(&line.customer, field) : nil
        case .product: return Self.set(&line.product, field)
        case .site: return Self.set(&line.site, field)
        case .meeting: return Self.set(&line.meeting, field)
        case .priority:
            guard line.priority == nil, let priority = CaptureLine.priority(field.value) else { return nil }
            line.priority = priority
            return field.end
        case .due:
            guard line.due == nil else { return nil }
            let (date, end) = try due(field, at: place)
            line.due = date
            return end
        }
    }

    private static func set(_ value: inout String?, _ field: CaptureScanner.Field) -> Int? {
        guard value == nil else { return nil }
        value = field.value
        return field.end
    }

    /// The date behind `due:`, which may have up to three words: the longest that is one counts.
    private func due(
        _ field: CaptureScanner.Field, at place: Int
    ) throws(CaptureLineError) -> (CivilDate, end: Int) {
        var ends = [field.end]
        while !field.isQuoted, ends.count < 3, let last = ends.last {
            let next = scanner.place(from: last, isSpace: false)
            guard next < scanner.end else { break }
            ends.append(scanner.place(from: next, isSpace: true))
        }
        let start = place + CaptureLine.Key.due.rawValue.utf8.count + 1
        for end in ends.reversed() {
            let words = field.isQuoted ? field.value : scanner.withoutPunctuation(start..<end, .due)
            if let date = DateWords.date(words, today: today) { return (date, end) }
        }
        throw .badDue(field.value, column: place + 1)
    }

    /// The pieces that stay, with the white space between them.
    private var text: String {
        let isWord = { (piece: Piece) in if case .word = piece { true } else { false } }
        guard let first = pieces.firstIndex(where: isWord), let last = pieces.lastIndex(where: isWord) else {
            return ""
        }
        var text = ""
        var isAfterSpace = true
        for piece in pieces[first...last] {
            switch piece {
            case .space(let range):
                if !isAfterSpace { text += scanner[range] }
                isAfterSpace = true
            case .word(let word):
                text += word
                isAfterSpace = false
            case .mention(let range):
                text += scanner[range]
                isAfterSpace = false
            case .field: break
            }
        }
        return text
    }
}
