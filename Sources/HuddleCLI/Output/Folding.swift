/// Lines that fit a terminal: a longer one goes on below, under the column in which its text began.
enum Folding {
    /// Further to the right no text is taken to begin.
    private static let deepestColumn = 24
    /// With less room than this a text is left to the terminal.
    private static let leastColumns = 20

    /// - Parameter columns: Of the terminal; nil for a pipe, whose lines stay whole.
    static func folded(_ text: String, to columns: Int?) -> String {
        guard let columns else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { fold($0, to: columns) }.joined(separator: "\n")
    }

    private static func fold(_ line: Substring, to columns: Int) -> String {
        let plain = Style.removed(from: line)
        guard TextWidth.columns(plain) > columns else { return String(line) }
        let indent = start(of: plain)
        guard columns - indent >= leastColumns else { return String(line) }
        var folded = ""
        var width = 0
        for (position, word) in line.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            let room = TextWidth.columns(Style.removed(from: word))
            if width > indent, width + 1 + room > columns {
                folded += "\n" + String(repeating: " ", count: indent) + word
                width = indent + room
            } else {
                folded += (position == 0 ? "" : " ") + word
                width += (position == 0 ? 0 : 1) + room
            }
        }
        return folded
    }

    /// Where the text of a line begins: behind the last gap between what stands in columns in front of it.
    private static func start(of line: String) -> Int {
        var start = 0
        var column = 0
        var blanks = 2
        for character in line {
            if column > deepestColumn { break }
            if character != " ", blanks >= 2 { start = column }
            blanks = character == " " ? blanks + 1 : 0
            column += TextWidth.columns(String(character))
        }
        return start
    }
}
