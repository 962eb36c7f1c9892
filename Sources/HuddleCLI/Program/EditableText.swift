import HuddleCore

/// A text as an editor gets it, with nothing in it that a terminal obeys, and the way back from there.
struct EditableText {
    /// Line breaks and tabs stay, other control characters are shown escaped. No space at either end.
    let shown: String
    /// The original lines for each shown line that has escapes, in order. A line that holds such letters itself is among them.
    private let originals: [String: [String]]

    init(_ text: String) {
        let whole = text.visibleLines
        let start = whole.firstIndex { !$0.isWhitespace } ?? whole.endIndex
        let front = whole[..<start].unicodeScalars.count
        shown = whole.trimmed
        let back = whole.unicodeScalars.count - front - shown.unicodeScalars.count
        // Spaces are not escaped, so the same number of scalars is left out of both.
        let kept = text.unicodeScalars.dropFirst(front).dropLast(back)
        let lines = kept.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        originals = Dictionary(grouping: lines) { $0.visibleLines }
            .filter { shown, lines in lines.contains { $0 != shown } }
    }

    /// An edited text, in which each line that was left as it was shown is again what it was before.
    ///
    /// By whole lines: somebody who types `\\r` into another one means these two letters.
    func restored(_ edited: String) -> String {
        guard !originals.isEmpty else { return edited }
        var taken: [String: Int] = [:]
        let lines = edited.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let line = String(line)
            guard let known = originals[line] else { return line }
            defer { taken[line, default: 0] += 1 }
            return known[min(taken[line, default: 0], known.count - 1)]
        }
        return lines.joined(separator: "\n")
    }
}
