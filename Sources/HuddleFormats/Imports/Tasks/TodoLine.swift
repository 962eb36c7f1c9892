import HuddleCore

/// One task of todo.txt. It is parted at its spaces, sign by sign: an accent may stand behind one.
struct TodoLine: Sendable {
    private(set) var isDone = false
    /// A letter from A to Z.
    private(set) var priority: String?
    private(set) var created: CivilDate?
    /// What is left, marks included, parted at each space.
    let words: [String]

    init(_ text: String) {
        var words = text.trimmed.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false).map {
            String($0)
        }[...]
        func dropSpaces() { words = words.drop { $0.isEmpty } }
        if words.first == "x" {
            isDone = true
            words.removeFirst()
            dropSpaces()
        }
        if let first = words.first, first.utf8.count == 3, first.hasPrefix("("), first.hasSuffix(")"), words.count > 1,
            let letter = first.dropFirst().first, "A"..."Z" ~= letter
        {
            priority = String(letter)
            words.removeFirst()
            dropSpaces()
        }
        // A task that is done has the day of that first, then the day of its creation.
        for _ in 0..<(isDone ? 2 : 1) {
            guard let first = words.first, words.count > 1, let day = CivilDate(first) else { break }
            created = day
            words.removeFirst()
            if words.first == "", words.count > 1 { dropSpaces() }
        }
        self.words = Array(words)
    }

    /// The value of the last word of the form `key:value`.
    func value(of key: String) -> String? {
        words.last { Self.value(of: key, in: $0) != nil }.flatMap { Self.value(of: key, in: $0) }
    }

    static func value(of key: String, in word: String) -> String? {
        let sign = key + ":"
        guard word.utf8.starts(with: sign.utf8), word.utf8.count > sign.utf8.count else { return nil }
        return String(Substring(word.utf8.dropFirst(sign.utf8.count)))
    }

    /// The name behind a `+`; nil for another word.
    static func project(_ word: String) -> String? {
        guard word.unicodeScalars.first == "+", word.utf8.count > 1 else { return nil }
        return String(word.unicodeScalars.dropFirst()).replacing("_", with: " ")
    }

    var projects: [String] { words.compactMap { Self.project($0) } }

    /// The text with the marks that Huddle's lines have too, without those of todo.txt alone. A project at an end of the line is
    /// taken out, as an owner there is.
    var body: String {
        var words = words.filter { word in !Self.keys.contains { Self.value(of: $0, in: word) != nil } }
        func isLoose(_ word: String) -> Bool { word.isEmpty || Self.project(word) != nil }
        var place = words.count
        while place > 0, isLoose(words[place - 1]) || Self.isMark(words[place - 1]) {
            place -= 1
            if isLoose(words[place]) { words.remove(at: place) }
        }
        return words.drop(while: isLoose).joined(separator: " ")
    }

    private static func isMark(_ word: String) -> Bool {
        guard let first = word.unicodeScalars.first else { return false }
        return first == "@" || first == "#"
            || CaptureLine.Key.allCases.contains { value(of: $0.rawValue, in: word) != nil }
    }

    /// What other programs keep in a line beside the text.
    private static let keys = ["pri", "uuid", "rec", "t", "h"]

    static func word(forPriority letter: String) -> String {
        switch letter {
        case "A": "high"
        case "B": "medium"
        case "C": "low"
        default: letter
        }
    }
}
