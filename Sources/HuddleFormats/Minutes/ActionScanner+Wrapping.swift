import HuddleCore

extension ActionScanner {
    /// The text that starts at `place` with the lines that it wraps into, and where the next thing starts.
    ///
    /// - Parameter longLinesWrap: Whether a long line without an end goes on in the next, and is not an action alone.
    func join(
        _ start: String, from place: Int, longLinesWrap: Bool = true
    ) -> (text: String, next: Int) {
        var pieces = [start]
        var bytes = start.utf8.count
        var next = place + 1
        while next < lines.count, bytes <= Limits.textBytes, wraps(into: next, from: place, longLinesWrap) {
            pieces.append(lines[next].content)
            bytes += lines[next].content.utf8.count
            next += 1
        }
        return (pieces.joined(separator: " "), next)
    }

    /// Whether the line at `next` goes on with the sentence of the line before it.
    func wraps(into next: Int, from place: Int, _ longLinesWrap: Bool) -> Bool {
        let line = lines[next]
        let first = lines[place]
        guard line.form == .text, line.isQuoted == first.isQuoted, !first.isHeading, !attendance.contains(next),
            !SpeakerLabel.starts(line.content), ActionMarker(startOf: line.content) == nil
        else { return false }
        if line.indent > first.indent || line.content.first?.isLowercase == true { return true }
        let last = lines[next - 1].content
        return longLinesWrap && last.count >= 60 && !(last.last.map { ".;:!?".contains($0) } ?? true)
    }
}

extension ActionScanner {
    /// What the sentences at `place` probably say. False where they say nothing of the kind.
    mutating func takeGuesses(_ line: MinutesLine, at place: Int) -> Bool {
        let joined = join(line.content, from: place, longLinesWrap: true)
        let guesses = SentenceReader(owners: owners).guesses(in: joined.text)
        guard !guesses.isEmpty else { return false }
        position = max(position, joined.next)
        for guess in guesses { add(guess, line: line) }
        return true
    }
}

extension String {
    /// Without signs of emphasis that were opened before this text.
    func closing(_ emphasis: String) -> String {
        guard !emphasis.isEmpty, trimmed.hasSuffix(emphasis) else { return self }
        return String(trimmed.dropLast(emphasis.count)).trimmed
    }

    func droppingTrailing(_ sign: Character) -> String {
        last == sign ? String(dropLast()).trimmed : self
    }
}
