import HuddleCore
import HuddleStore

/// A passage on one line, cut so that its first hit is seen, the hits set off.
struct Snippet {
    private let pieces: [Passage.Piece]

    init(_ pieces: [Passage.Piece]) {
        self.pieces = pieces.map { Passage.Piece($0.text.visible, isHit: $0.isHit) }
    }

    /// - Parameter columns: Nil where nothing is to be cut.
    func text(columns: Int?, style: Style) -> String {
        var shown = pieces
        if let columns { shown = cut(to: columns) }
        return shown.map { $0.isHit ? style($0.text, .hit) : $0.text }.joined()
    }

    private func cut(to columns: Int) -> [Passage.Piece] {
        let total = pieces.reduce(0) { $0 + TextWidth.columns($1.text) }
        guard total > columns else { return pieces }
        var pieces = pieces
        let before = pieces.prefix { !$0.isHit }.reduce(0) { $0 + TextWidth.columns($1.text) }
        let hit = pieces.first { $0.isHit }.map { TextWidth.columns($0.text) } ?? 0
        if let first = pieces.first, !first.isHit, before + hit + 1 > columns {
            // What stands before the first hit keeps a third of the line.
            pieces[0] = Passage.Piece(Self.end(of: first.text, columns: columns / 3), isHit: false)
        }
        var left = columns
        var shown: [Passage.Piece] = []
        for (position, piece) in pieces.enumerated() where left > 0 {
            let width = TextWidth.columns(piece.text)
            let fits = width < left || (width == left && position == pieces.count - 1)
            shown.append(fits ? piece : Passage.Piece(TextWidth.cut(piece.text + " ", to: left), isHit: piece.isHit))
            left -= fits ? width : left
        }
        return shown
    }

    private static func end(of text: String, columns: Int) -> String {
        var kept: [Character] = []
        var width = 1
        for character in text.reversed() {
            width += TextWidth.columns(String(character))
            if width > columns { break }
            kept.append(character)
        }
        return "…" + String(kept.reversed())
    }
}
