import HuddleCore

/// Which column of a table is taken for what: guessed from the headings, unless somebody says otherwise.
package struct ColumnMap: Hashable, Sendable {
    /// What somebody says of a column: its heading, or its number from 1, and the field.
    package struct Rule: Hashable, Sendable {
        package let heading: String
        package let field: TableField

        /// `Owner=owner`; nil for what is no such rule.
        package init?(_ text: String) {
            guard let sign = text.lastIndex(of: "=") else { return nil }
            let word = String(text[text.index(after: sign)...]).trimmed.lowercased()
            let heading = String(text[..<sign]).trimmed
            guard !heading.isEmpty, let field = TableField(rawValue: word.isEmpty || word == "-" ? "none" : word) else {
                return nil
            }
            self.heading = heading
            self.field = field
        }
    }

    let headings: [String]
    /// For each column.
    let fields: [TableField]
    /// The columns of each field.
    private let places: [TableField: [Int]]

    /// - Throws: `ImportProblem`, where a rule names no column, two columns are one field, or there is no text.
    init(_ row: TableRow, rules: [Rule]) throws(ImportProblem) {
        headings = row.cells.map(\.trimmed)
        var fields: [TableField?] = Array(repeating: nil, count: headings.count)
        for rule in rules {
            let places = Self.places(of: rule.heading, in: headings)
            guard !places.isEmpty else {
                throw ImportProblem(
                    line: row.line,
                    "there is no column \"\(rule.heading.visible)\"; expected one of: \(Self.list(headings))")
            }
            for place in places { fields[place] = rule.field }
        }
        for (place, heading) in headings.enumerated() where fields[place] == nil {
            let guess = TableField(heading: heading) ?? .none
            // The first column that a heading fits counts, and a rule more than a guess.
            fields[place] = guess.mayRepeat || !fields.contains(guess) ? guess : TableField.none
        }
        self.fields = fields.map { $0 ?? .none }
        places = Dictionary(grouping: self.fields.indices) { [fields = self.fields] in fields[$0] }
        for field in Set(self.fields) where !field.mayRepeat && self.fields.count(where: { $0 == field }) > 1 {
            throw ImportProblem(
                line: row.line, "two columns are to be the \(field.rawValue); expected one --map for it")
        }
        guard self.fields.contains(.text) else {
            throw ImportProblem(
                line: row.line,
                "no column is known to hold the text; expected --map \"HEADING=text\" with one of: \(Self.list(headings))"
            )
        }
    }

    /// For people: what was taken for what, and what was not taken.
    var words: String {
        let taken = zip(headings, fields).filter { $0.1 != .none }.map { "\"\($0.visible)\" as \($1.rawValue)" }
        let left = zip(headings, fields).filter { $0.1 == .none && !$0.0.isEmpty }.map { "\"\($0.0.visible)\"" }
        return "Columns: " + taken.joined(separator: ", ") + "."
            + (left.isEmpty ? "" : " Not taken: " + left.joined(separator: ", ") + ".")
    }

    /// The cells of a row that are taken for `field`, with their headings.
    func cells(_ field: TableField, of row: TableRow) -> [(heading: String, text: String)] {
        places[field, default: []].filter { $0 < row.cells.count }.map { (headings[$0], row.cells[$0]) }
    }

    /// The first of them.
    func cell(_ field: TableField, of row: TableRow) -> String? {
        guard let place = places[field]?.first, place < row.cells.count else { return nil }
        return row.cells[place]
    }

    /// The heading of the first column that is taken for `field`.
    func heading(_ field: TableField) -> String? { places[field]?.first.map { headings[$0] } }

    func has(_ field: TableField) -> Bool { places[field] != nil }

    /// The columns with this heading, however it is capitalised; else the one with this number.
    private static func places(of heading: String, in headings: [String]) -> [Int] {
        let places = headings.indices.filter { Names.folded(headings[$0]) == Names.folded(heading) }
        guard places.isEmpty, let number = Int(heading), headings.indices.contains(number - 1) else { return places }
        return [number - 1]
    }

    private static func list(_ headings: [String]) -> String {
        headings.prefix(40).map { "\"\(String($0.prefix(60)).visible)\"" }.joined(separator: ", ")
    }
}
