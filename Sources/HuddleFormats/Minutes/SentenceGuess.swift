import HuddleCore

/// What a sentence probably says will be done, or was decided: "Ann takes the action to land it", "we agreed that …".
///
/// Only forms that people use for little else count, and only where it is said who: a guess that is wrong half of the time is
/// more work than none.
struct SentenceGuess: Hashable, Sendable {
    let kind: EntryKind
    /// The sentence as it stands there.
    let text: String
    let owners: [String]
}

/// Finds guesses in what stands in one line, with the lines that it wraps into.
struct SentenceReader: Sendable {
    let owners: OwnerFinder

    func guesses(in content: String) -> [SentenceGuess] {
        let (speaker, said) = Self.speaker(content)
        var guesses: [SentenceGuess] = []
        for sentence in Self.sentences(said) where !sentence.hasSuffix("?") && sentence.utf8.count <= Limits.textBytes {
            let words = Words(sentence)
            if let names = action(words, speaker: speaker) {
                guesses.append(SentenceGuess(kind: .action, text: sentence, owners: names))
            } else if speaker == nil, Self.isDecision(words) {
                guesses.append(SentenceGuess(kind: .decision, text: sentence, owners: []))
            }
        }
        return guesses
    }

    /// Who takes something on; nil where nobody does.
    private func action(_ words: Words, speaker: String?) -> [String]? {
        for place in words.lower.indices {
            guard let verb = takingVerb(at: place, of: words) else { continue }
            if let names = subject(before: verb, of: words, speaker: speaker) { return names }
        }
        return nil
    }

    /// Where the verb of "takes the action to", "has action items", "volunteered to" stands, if that is what ends at `place`.
    private func takingVerb(at place: Int, of words: Words) -> Int? {
        let word = words.lower[place]
        if word == "volunteered" || word == "volunteers" {
            return words.word(place + 1) == "to" && words.word(place + 2) != "be" ? place : nil
        }
        guard word == "action" || word == "actions" || words.written[place] == "AI" else { return nil }
        var next = place + 1
        while let item = words.word(next), item == "item" || item == "items" { next += 1 }
        // "… has action items." says enough; "takes action against" does not.
        guard words.word(next).map({ ["to", "of", "on", "for"].contains($0) }) ?? true else { return nil }
        let reach = max(0, place - 4)..<place
        let verb = reach.last { Self.takes.contains(words.lower[$0]) }
        guard let verb, !words.lower[reach].contains(where: { Self.denials.contains($0) }) else { return nil }
        // "Joe has action items." says that there are some, and not which.
        if words.word(next) == nil, words.lower[verb] == "has" || words.lower[verb] == "have" { return nil }
        return verb
    }

    /// The people before the verb; the speaker where the sentence says "I" or begins with the verb.
    private func subject(before verb: Int, of words: Words, speaker: String?) -> [String]? {
        var end = verb
        while end > 0, Self.auxiliaries.contains(words.lower[end - 1]) { end -= 1 }
        let start = (0..<end).last { words.isBoundary[$0] }.map { $0 + 1 } ?? 0
        if start == end || words.lower[start..<end].elementsEqual(["i"]) { return speaker.map { owners.names(in: $0) } }
        // A clause has its subject in front: the shortest end of it that is a name, or names.
        for first in start..<end {
            let names = owners.names(in: words.text(first..<end))
            if !names.isEmpty, first == start || Self.linkWords.contains(words.lower[first - 1]) { return names }
        }
        return nil
    }

    /// "Agreed to …", "the group decided to …", "decision was to …": the body that met is the subject, or nobody is.
    private static func isDecision(_ words: Words) -> Bool {
        guard let place = words.lower.firstIndex(where: { decides.contains($0) }) else { return false }
        let before = words.lower[..<place]
        guard before.allSatisfy({ bodies.contains($0) }) else { return false }
        let word = words.lower[place]
        var next = place + 1
        if word == "decision" || word == "agreement" || word == "consensus" {
            guard before.allSatisfy({ $0 == "the" }) else { return false }
            while let between = words.word(next), ["was", "is", "made", "on", "the", "call"].contains(between) {
                next += 1
            }
            guard words.word(next) == "to" || words.word(next) == "that" else { return false }
        }
        let rest = words.lower[min(next, words.lower.count)...]
        if let first = rest.first, earlier.contains(first) || rest.prefix(3).contains("last") { return false }
        return rest.count >= 3
    }

    private static let takes: Set<String> = ["take", "takes", "took", "taking", "taken", "has", "have"]
    private static let denials: Set<String> = ["no", "not", "any", "without", "never", "don't", "don’t", "if"]
    private static let auxiliaries: Set<String> = [
        "will", "can", "shall", "to", "the", "has", "have", "also", "already", "is", "are", "was", "then",
    ]
    private static let linkWords: Set<String> = ["and", "but", "so", "then", "that", "noted", "said"]
    private static let decides: Set<String> = ["agreed", "decided", "decision", "agreement", "consensus"]
    private static let bodies: Set<String> = [
        "we", "we've", "we’ve", "group", "the", "board", "all", "everyone", "team", "committee", "it", "was", "is",
        "have",
        "has", "those", "at", "meeting", "in", "present", "discussed", "discussion", "and", "so", "call", "cpc",
    ]
    private static let earlier: Set<String> = ["last", "already", "earlier", "previously", "or", "in"]
}

extension SentenceReader {
    /// `Ann: …` says who speaks. A label that is no name, such as `Note:`, says nothing.
    private static func speaker(_ content: String) -> (String?, said: String) {
        guard SpeakerLabel.starts(content), let colon = content.firstIndex(of: ":") else { return (nil, content) }
        return (String(content[..<colon]), String(content[content.index(after: colon)...]).trimmed)
    }

    /// Parted behind a stop that white space and a capital letter follow.
    static func sentences(_ text: String) -> [String] {
        var sentences: [String] = []
        var start = text.startIndex
        var cursor = text.startIndex
        while let stop = text[cursor...].firstIndex(where: { ".!?;".contains($0) }) {
            cursor = text.index(after: stop)
            let rest = text[cursor...].drop(while: \.isWhitespace)
            guard rest.startIndex > cursor, let first = rest.first,
                first.isUppercase || text[stop] == ";" || text[stop] == "?"
            else { continue }
            sentences.append(String(text[start..<cursor]).trimmed)
            start = rest.startIndex
        }
        sentences.append(String(text[start...]).trimmed)
        return sentences.filter { !$0.isEmpty }
    }

    /// The words of a sentence, and whether a sign that ends a clause stands behind each.
    fileprivate struct Words {
        let written: [String]
        let lower: [String]
        private(set) var isBoundary: [Bool]

        init(_ sentence: String) {
            var written: [String] = []
            var isBoundary: [Bool] = []
            for token in TextToken.split(sentence) {
                if let word = token.word {
                    written.append(word)
                    isBoundary.append(false)
                } else if token.isBoundary, token.sign != "-", !isBoundary.isEmpty {
                    isBoundary[isBoundary.count - 1] = true
                } else if let sign = token.sign, "&/+".contains(sign) {
                    written.append(String(sign))
                    isBoundary.append(false)
                }
            }
            self.written = written
            self.isBoundary = isBoundary
            lower = written.map { $0.lowercased() }
        }

        func word(_ place: Int) -> String? { lower.indices.contains(place) ? lower[place] : nil }
        func text(_ range: Range<Int>) -> String { written[range].joined(separator: " ") }
    }
}
