import HuddleCore

/// One thing with all that is known of it: a name and a value a line, texts of several lines indented below.
struct Sheet {
    private static let nameColumns = 10

    private let style: Style
    private(set) var text = ""

    init(_ style: Style) {
        self.style = style
    }

    mutating func heading(_ line: String) {
        text += line + "\n"
    }

    /// A value that somebody wrote. Nothing is printed where there is none.
    mutating func add(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        addRaw(name, value.visible)
    }

    /// A value of our own making.
    mutating func addRaw(_ name: String, _ value: String) {
        text += "  " + style(TextWidth.padded(name, to: Self.nameColumns), .dim) + "  " + value + "\n"
    }

    /// What somebody said: who and when, and below it the words.
    mutating func addRemark(_ head: String, _ words: String) {
        text += "\n  \(head)\n"
        for line in words.visibleLines.split(separator: "\n", omittingEmptySubsequences: false) {
            text += line.isEmpty ? "\n" : "    \(line)\n"
        }
    }

    /// A text that may have several lines.
    mutating func addBlock(_ block: String) {
        text += "\n"
        for line in block.visibleLines.split(separator: "\n", omittingEmptySubsequences: false) {
            text += line.isEmpty ? "\n" : "  \(line)\n"
        }
    }
}
