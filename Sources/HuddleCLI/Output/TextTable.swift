/// Rows under headings, in columns. Columns that hold nothing are left out.
struct TextTable {
    struct Cell {
        let text: String
        let look: Style.Look?

        init(_ text: String, _ look: Style.Look? = nil) {
            self.text = text
            self.look = look
        }
    }

    /// What stands between two columns.
    private static let gap = "  "
    /// A column that gives way is never cut to less.
    private static let leastColumns = 16

    private let headings: [String]
    /// The column that is cut when the terminal is too narrow.
    private let flexible: Int
    private var rows: [[Cell]] = []

    init(_ headings: [String], flexible: Int) {
        self.headings = headings
        self.flexible = flexible
    }

    mutating func add(_ row: [Cell]) {
        precondition(row.count == headings.count, "a row has a cell for each heading")
        rows.append(row)
    }

    /// - Parameter columns: The terminal's width; nil where nothing is to be cut.
    func text(columns: Int?, style: Style) -> String {
        let shown = headings.indices.filter { column in rows.contains { !$0[column].text.isEmpty } }
        var widths = headings.indices.map { column in
            rows.reduce(TextWidth.columns(headings[column])) { max($0, TextWidth.columns($1[column].text)) }
        }
        if let columns {
            let others = shown.reduce(0) { $0 + ($1 == flexible ? 0 : widths[$1] + Self.gap.count) }
            widths[flexible] = min(widths[flexible], max(Self.leastColumns, columns - others))
        }
        let head = line(headings.map { Cell($0.uppercased(), .dim) }, shown, widths, style)
        return rows.reduce(into: head) { $0 += line($1, shown, widths, style) }
    }

    private func line(_ row: [Cell], _ shown: [Int], _ widths: [Int], _ style: Style) -> String {
        let cells = shown.enumerated().map { position, column in
            let text = TextWidth.cut(row[column].text, to: widths[column])
            let styled = style(text, row[column].look)
            let isLast = position == shown.count - 1
            return isLast ? styled : styled + String(repeating: " ", count: widths[column] - TextWidth.columns(text))
        }
        var line = cells.joined(separator: Self.gap)
        while line.hasSuffix(" ") { line.removeLast() }
        return line + "\n"
    }
}
