import HuddleCore

/// What one text has that another has not, word by word.
///
/// Source: the longest common subsequence by dynamic programming (Hirschberg 1975 describes the table). Texts whose
/// middles are too large for the table count as wholly different there.
struct WordDiff: Hashable {
    enum Piece: Hashable {
        case same(String)
        case removed(String)
        case added(String)
    }

    /// Cells of the table: two texts of a thousand words each.
    private static let tableCells = 1_000_000

    let pieces: [Piece]

    init(from old: String, to new: String) {
        let (old, new) = (Self.words(old), Self.words(new))
        let shorter = min(old.count, new.count)
        var head = 0
        while head < shorter, old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
        var pieces = old[..<head].map { Piece.same(String($0)) }
        pieces += Self.middle(old[head..<(old.count - tail)], new[head..<(new.count - tail)])
        pieces += old[(old.count - tail)...].map { Piece.same(String($0)) }
        self.pieces = Self.joined(pieces)
    }

    /// Words and what stands between them, so that nothing is lost.
    private static func words(_ text: String) -> [Substring] {
        var words: [Substring] = []
        var rest = text[...]
        while let first = rest.first {
            let end = rest.firstIndex { $0.isWhitespace != first.isWhitespace } ?? rest.endIndex
            words.append(rest[..<end])
            rest = rest[end...]
        }
        return words
    }

    private static func middle(_ old: ArraySlice<Substring>, _ new: ArraySlice<Substring>) -> [Piece] {
        let (old, new) = (Array(old), Array(new))
        guard !old.isEmpty, !new.isEmpty, (old.count + 1) * (new.count + 1) <= tableCells else {
            return old.map { .removed(String($0)) } + new.map { .added(String($0)) }
        }
        // lengths[i][j], in one array: how many words the ends of both texts from i and from j have in common.
        let width = new.count + 1
        var lengths = [Int32](repeating: 0, count: (old.count + 1) * width)
        for i in old.indices.reversed() {
            for j in new.indices.reversed() {
                lengths[i * width + j] =
                    old[i] == new[j]
                    ? lengths[(i + 1) * width + j + 1] + 1
                    : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
            }
        }
        var pieces: [Piece] = []
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if i < old.count, j < new.count, old[i] == new[j] {
                pieces.append(.same(String(old[i])))
                (i, j) = (i + 1, j + 1)
            } else if i < old.count, j == new.count || lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
                pieces.append(.removed(String(old[i])))
                i += 1
            } else {
                pieces.append(.added(String(new[j])))
                j += 1
            }
        }
        return pieces
    }

    /// Neighbours of one sort as one piece: what was removed, then what was added in its place.
    private static func joined(_ pieces: [Piece]) -> [Piece] {
        var joined: [Piece] = []
        var (removed, added) = ("", "")
        func flush() {
            if !removed.isEmpty { joined.append(.removed(removed)) }
            if !added.isEmpty { joined.append(.added(added)) }
            (removed, added) = ("", "")
        }
        for (position, piece) in pieces.enumerated() {
            switch piece {
            case .removed(let text): removed += text
            case .added(let text): added += text
            case .same(let text):
                // A lone space between two changed words belongs to both.
                let isBetween = !removed.isEmpty && !added.isEmpty && text == " " && pieces.count > position + 1
                if isBetween, case .removed = pieces[position + 1] {
                    removed += text
                    added += text
                    continue
                }
                flush()
                if case .same(let before)? = joined.last {
                    joined[joined.count - 1] = .same(before + text)
                } else {
                    joined.append(piece)
                }
            }
        }
        flush()
        return joined
    }
}

extension WordDiff {
    /// The marks of a terminal with colour, or `[-removed-]{+added+}`.
    func text(_ style: Style) -> String {
        pieces.map { piece in
            switch piece {
            case .same(let text): text.visibleLines
            case .removed(let text): style.isOn ? style(text.visibleLines, .red) : "[-\(text.visibleLines)-]"
            case .added(let text): Self.marked(text) { style.isOn ? style($0, .green) : "{+\($0)+}" }
            }
        }.joined()
    }

    /// Marks what is to be seen of a piece, not the white space around it.
    private static func marked(_ text: String, _ mark: (String) -> String) -> String {
        let shown = text.visibleLines
        let core = shown.trimmed
        guard !core.isEmpty else { return mark(shown) }
        let start = shown.prefix { $0.isWhitespace }
        let end = shown.reversed().prefix { $0.isWhitespace }
        return start + mark(core) + String(end.reversed())
    }
}
