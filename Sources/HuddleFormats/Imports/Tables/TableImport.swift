import HuddleCore

/// How a table is to be read, where somebody says it.
package struct TableOptions: Hashable, Sendable {
    package var rules: [ColumnMap.Rule] = []
    /// Nil for whichever is in the first line most.
    package var separator: UInt8?
    package var dates: DayOrder?
    /// Keeps the keys of rows of one list apart from those of another; the file's name unless said.
    package var list: String?
    /// Whether keys name issues wherever they are found, as those of Jira do.
    package var keysAreGlobal = false

    package init() {}
}

/// Reads a table: somebody's spreadsheet, a tracker's export, or what Huddle wrote.
package struct TableImport: ImportReader {
    private enum Dialect {
        case huddle(HuddleTable)
        case other(OtherTable)
    }

    private var rows: TableReader
    private let context: ImportContext
    private let options: TableOptions
    private var dialect: Dialect?
    private var isOver = false
    private var waiting: [ImportEvent] = []

    package init(_ context: ImportContext, _ options: TableOptions) throws {
        self.context = context
        self.options = options
        rows = try TableReader(try context.lines(), separator: options.separator)
    }

    package var remarks: [String] {
        switch dialect {
        case .other(let table)?: table.remarks
        case .huddle?: ["The columns are Huddle's own."]
        case nil: []
        }
    }

    package mutating func next() throws -> ImportEvent? {
        if !waiting.isEmpty { return waiting.removeFirst() }
        while !isOver {
            do {
                guard let row = try rows.next() else {
                    isOver = true
                    break
                }
                if row.isBlank { continue }
                guard dialect != nil else {
                    try readHeadings(row)
                    continue
                }
                waiting = try events(row)
                if !waiting.isEmpty { return waiting.removeFirst() }
            } catch let problem as ImportProblem {
                // Without headings no row means anything.
                if dialect == nil { isOver = true }
                return .problem(problem)
            }
        }
        return nil
    }

    private mutating func readHeadings(_ row: TableRow) throws(ImportProblem) {
        if options.rules.isEmpty, let table = HuddleTable(row, context) {
            dialect = .huddle(table)
        } else {
            dialect = .other(OtherTable(try ColumnMap(row, rules: options.rules), options, context))
        }
    }

    private mutating func events(_ row: TableRow) throws(ImportProblem) -> [ImportEvent] {
        switch dialect {
        case .huddle(let table)?: return [.statement(try table.statement(row), line: row.line)]
        case .other(var table)?:
            defer { dialect = .other(table) }
            return try table.events(row)
        case nil: return []
        }
    }
}
