/// Rows under headings, in columns. Columns that hold nothing are left out.
struct TextTable {
    struct Cell {
        let text: String
        let look: Style.Look?
        /// Numbers stand below each other by their last digits.
        let isNumber: Bool

        init(_ text: String, _ look: Style.Look? = nil, isNumber: Bool = false) {
            self.text = text
            self.look = look
            self.isNumber = isNumber
        }
    }

    /// What stands between two columns.
    private static let gap = "  "
    /// No column is cut to less.
    private static let leastColumns = 10

    private let headings: [String]
    /// The column that is cut when the terminal is too narrow.
    private let flexible: Int
    /// The columns that are left out when that is not enough, the first first.
    private let expendable: [Int]
    /// How wide a column may be on a terminal, whatever is in it.
    private let limits: [Int: Int]
    /// Columns are left out before the one that gives way is cut to less.
    private let wanted: Int
    private var rows: [[Cell]] = []

    init(
        _ headings: [String], flexible: Int, expendable: [Int] = [], limits: [Int: Int] = [:], wanted: Int = 20
    ) {
        self.headings = headings
        self.flexible = flexible
        self.expendable = expendable
        self.limits = limits
        self.wanted = wanted
    }

    mutating func add(_ row: [Cell]) {
        precondition(row.count == headings.count, "a row has a cell for each heading")
        rows.append(row)
    }

    /// - Parameter columns: The terminal's width; nil where nothing is to be cut.
    func text(columns: Int?, style: Style) -> String {
        var shown = headings.indices.filter { column in rows.contains { !$0[column].text.isEmpty } }
        var widths = headings.indices.map { column in
            rows.reduce(TextWidth.columns(headings[column])) { max($0, TextWidth.columns($1[column].text)) }
        }
        if let columns {
            for (column, limit) in limits { widths[column] = min(widths[column], limit) }
            let wanted = min(widths[flexible], wanted)
            for column in expendable where room(in: columns, shown, widths) < wanted {
                shown.removeAll { $0 == column }
            }
            let least = min(widths[flexible], Self.leastColumns)
            widths[flexible] = min(widths[flexible], max(least, room(in: columns, shown, widths)))
            narrow(&widths, of: shown, to: columns)
        }
        let head = line(headings.map { Cell($0.uppercased(), .dim) }, shown, widths, style)
        return rows.reduce(into: head) { $0 += line($1, shown, widths, style) }
    }

    /// Takes from the widest of the other columns what the terminal is still too narrow for.
    private func narrow(_ widths: inout [Int], of shown: [Int], to columns: Int) {
        while true {
            let excess = widths[flexible] - room(in: columns, shown, widths)
            let others = shown.filter { $0 != flexible && widths[$0] > Self.leastColumns }
            guard excess > 0, let widest = others.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] = max(Self.leastColumns, widths[widest] - excess)
        }
    }

    /// What the other columns leave of a terminal's width.
    private func room(in columns: Int, _ shown: [Int], _ widths: [Int]) -> Int {
        columns - shown.reduce(0) { $0 + ($1 == flexible ? 0 : widths[$1] + Self.gap.count) }
    }

    private func line(_ row: [Cell], _ shown: [Int], _ widths: [Int], _ style: Style) -> String {
        let cells = shown.enumerated().map { position, column in
            let text = TextWidth.cut(row[column].text, to: widths[column])
            let styled = style(text, row[column].look)
            let space = String(repeating: " ", count: max(0, widths[column] - TextWidth.columns(text)))
            if row[column].isNumber { return space + styled }
            let isLast = position == shown.count - 1
            return isLast ? styled : styled + space
        }
        var line = cells.joined(separator: Self.gap)
        while line.hasSuffix(" ") { line.removeLast() }
        return line + "\n"
    }
}
