import HuddleCore

/// A table that Huddle wrote: each cell as it was.
struct HuddleTable {
    private let columns: [String]
    private let context: ImportContext

    /// Nil for a table that Huddle did not write: its own has an id in each row and no heading that Huddle does not have.
    init?(_ row: TableRow, _ context: ImportContext) {
        guard row.cells.contains("id"), row.cells.contains("text"), Set(row.cells).count == row.cells.count,
            row.cells.allSatisfy({ Self.names.contains($0) })
        else { return nil }
        columns = row.cells
        self.context = context
    }

    func statement(_ row: TableRow) throws(ImportProblem) -> FileStatement {
        guard row.cells.count == columns.count else {
            throw ImportProblem(line: row.line, "the row has \(row.cells.count) cells; expected \(columns.count)")
        }
        var builder = StatementBuilder(line: row.line)
        guard let id = RecordID(cell("id", row) ?? "") else {
            throw ImportProblem(
                line: row.line, "the id \"\((cell("id", row) ?? "").visible)\" is none; expected a UUID")
        }
        try builder.setMain(FieldName.text, cell("text", row))
        for (column, name) in Self.texts { if let text = cell(column, row) { try builder.set(name, text) } }
        for (column, field) in Self.sets {
            if let text = cell(column, row) { try builder.set(field, elements: CellList.elements(text)) }
        }
        if let due = cell("due", row) {
            builder.set(
                FieldName.due, day: try WrittenDay.day(due, order: nil, line: row.line, column: "due"))
        }
        if let text = cell("meeting_id", row) {
            let meeting = RecordID(text)
            guard text.isEmpty || meeting != nil else {
                throw ImportProblem(line: row.line, "the meeting_id \"\(text.visible)\" is none; expected a UUID")
            }
            builder.set(FieldName.meeting, record: meeting)
        }
        if let other = cell("other", row), !other.isEmpty {
            var reader = JSONReader(Array(other.utf8), line: row.line)
            guard let object = try reader.whole().object else {
                throw ImportProblem(line: row.line, "the cell \"other\" is no JSON object")
            }
            try EntryObject.take(other: object, row.line, into: &builder)
        }
        builder.asOf = cell("changed", row).flatMap { Moment.time($0) }
        builder.inherited = [FieldName.customer, FieldName.site]
        return try builder.statement(id, .entry, in: context)
    }

    /// The text as it was before a spreadsheet was kept from running it.
    private func cell(_ column: String, _ row: TableRow) -> String? {
        guard let place = columns.firstIndex(of: column) else { return nil }
        return InertCell.original(row.cells[place])
    }

    private static let texts = [
        ("kind", FieldName.kind), ("status", FieldName.status), ("priority", FieldName.priority),
        ("customer", FieldName.customer), ("product", FieldName.product), ("site", FieldName.site),
        ("topic", FieldName.topic), ("details", FieldName.details), ("source", FieldName.source),
    ]
    private static let sets = [
        ("owners", FieldName.owners), ("tags", FieldName.tags), ("votes", FieldName.votes), ("links", FieldName.links),
    ]
    private static let names: Set<String> = [
        "short_id", "kind", "status", "text", "owners", "due", "overdue", "priority", "customer", "product", "site",
        "meeting", "meeting_day", "topic", "asked_by", "tags", "details", "source", "created", "changed", "settled",
        "conflicts", "other", "id", "meeting_id", "votes", "links",
    ]
}

/// A list in one cell: elements with `; ` between them, and a backslash before a `;` or `\` of their own.
///
/// Source: `Protocol/formats.md`, "Lists in one cell".
enum CellList {
    static func elements(_ cell: String) -> [String] {
        var elements: [String] = []
        var element = String.UnicodeScalarView()
        var isEscaped = false
        var isAfterEnd = false
        for scalar in cell.unicodeScalars {
            if isAfterEnd {
                isAfterEnd = false
                if scalar == " " { continue }
            }
            if isEscaped {
                element.append(scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == ";" {
                elements.append(String(element))
                element = String.UnicodeScalarView()
                isAfterEnd = true
            } else {
                element.append(scalar)
            }
        }
        elements.append(String(element))
        return elements.filter { !$0.isEmpty }
    }
}

/// A cell that was made inert, so that no spreadsheet runs it.
enum InertCell {
    /// The text as it was before.
    static func original(_ cell: String) -> String {
        guard cell.unicodeScalars.first == "'", case let rest = String(cell.unicodeScalars.dropFirst()),
            DelimitedRow.isFormula(rest)
        else { return cell }
        return rest
    }
}
